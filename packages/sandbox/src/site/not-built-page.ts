/** The demo site's page if the source plugin's script-tag build is missing. */
export const notBuiltPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>The demo site isn’t built yet</title>
    <link rel="icon" href="/site/icon.svg" />
    <link rel="stylesheet" href="/site/style.css" />
  </head>
  <body class="notice">
    <main>
      <h1>The demo site isn’t built yet</h1>
      <p>
        It needs the source plugin’s script-tag build in <code>packages/source-plugin/dist</code>. Run
        <code>npm run build</code> and reload.
      </p>
    </main>
  </body>
</html>
`
