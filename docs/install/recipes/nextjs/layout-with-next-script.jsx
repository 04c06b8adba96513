import Script from 'next/script'

export default function RootLayout({ children }) {
  return (
    <html lang="en">
      <body>
        <Script
          id="experiment-impressions"
          strategy="beforeInteractive"
          src="https://cdn.jsdelivr.net/npm/@experiment-impressions/source-plugin@0.1.0/dist/experiment-impressions.min.js"
          integrity="sha384-zeQTeXN+hj0qbQzk9//0z5E/RBNJJ7kW9r80A2zd1JIqTlCOR/qL55bO31F6eCaz"
          crossOrigin="anonymous"
        />
        <Script
          id="web-experiment"
          strategy="beforeInteractive"
          src="https://cdn.amplitude.com/script/AMPLITUDE_API_KEY.experiment.js"
        />
        <Script
          id="segment"
          strategy="afterInteractive"
          src="https://cdn.segment.com/analytics.js/v1/WRITE_KEY/analytics.min.js"
        />
        {children}
      </body>
    </html>
  )
}
