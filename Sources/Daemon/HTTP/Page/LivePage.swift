internal import NIOHTTP1

/// The page at `/`: one document that loads nothing but `/events` and `/frames`.
///
/// Its parts are in the program itself: a service that sees no files of its own needs none.
enum LivePage {
  /// The page, with a policy that runs its own script and style and nothing else.
  ///
  /// The nonce that marks them as its own is drawn anew for each answer.
  static func reply() -> HTTPReply {
    let nonce = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }.joined()
    return HTTPReply(
      status: .ok, contentType: "text/html; charset=utf-8", body: Array(html(nonce: nonce).utf8),
      headers: ["Content-Security-Policy": policy(nonce: nonce)])
  }

  private static func policy(nonce: String) -> String {
    [
      "default-src 'none'", "script-src 'nonce-\(nonce)'", "style-src 'nonce-\(nonce)'",
      "img-src 'self' data:", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
      "frame-ancestors 'none'",
    ].joined(separator: "; ")
  }

  private static func html(nonce: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>rosed</title>
    <link rel="icon" href="data:,">
    <style nonce="\(nonce)">
    \(style)
    </style>
    </head>
    <body>
    \(markup)
    <script nonce="\(nonce)">
    "use strict";
    \(valuesScript)
    \(chartsScript)
    \(sourcesScript)
    \(framesScript)
    \(streamScript)
    </script>
    </body>
    </html>

    """
  }

  private static let markup = """
    <header>
      <h1>rosed</h1>
      <span id="state" class="pill">connecting</span>
      <span id="about" class="muted"></span>
      <span id="link" class="muted" role="status"></span>
    </header>
    <noscript><p class="note">This page needs JavaScript; <a href="/status">/status</a> does not.</p></noscript>
    <main>
      <section id="tiles" class="tiles" aria-label="Totals"></section>
      <section id="sources" aria-label="Sources"></section>
      <section class="panel" aria-labelledby="flagged-title">
        <h2 id="flagged-title">Flagged frames</h2>
        <p id="flagged-none" class="muted">None yet.</p>
        <div id="flagged" class="frames"></div>
        <p class="muted small">As the model saw them. Bars: how far each layer is from its normal
          scores, in standard deviations. At most one frame a second of each source is shown.</p>
      </section>
      <section class="panel" aria-labelledby="reloads-title">
        <h2 id="reloads-title">Reloads</h2>
        <p id="reloads-none" class="muted">None since the start.</p>
        <ol id="reloads" class="reloads"></ol>
      </section>
    </main>
    """
}
