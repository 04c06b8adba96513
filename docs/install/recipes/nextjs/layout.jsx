export default function RootLayout({ children }) {
  return (
    <html lang="en">
      <head>
        <script
          src="https://cdn.jsdelivr.net/npm/@experiment-impressions/source-plugin@0.1.0/dist/experiment-impressions.min.js"
          integrity="sha384-zeQTeXN+hj0qbQzk9//0z5E/RBNJJ7kW9r80A2zd1JIqTlCOR/qL55bO31F6eCaz"
          crossOrigin="anonymous"
        />
        <script src="https://cdn.amplitude.com/script/AMPLITUDE_API_KEY.experiment.js" />
        <script async src="https://cdn.segment.com/analytics.js/v1/WRITE_KEY/analytics.min.js" />
      </head>
      <body>{children}</body>
    </html>
  )
}
