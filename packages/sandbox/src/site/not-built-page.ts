/** What the demo site shows where the source plugin's script-tag build is missing. */
export const notBuiltPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>The demo site is not built yet</title>
    <link rel="icon" href="/site/icon.svg" />
    <link rel="stylesheet" href="/site/style.css" />
  </head>
  <body class="notice">
    <main>
      <h1>The demo site is not built yet</h1>
      <p>
        It runs the source plugin’s script-tag build, and <code>packages/source-plugin/dist</code> has none.
        Run <code>npm run build</code> and reload.
      </p>
    </main>
  </body>
</html>
`
