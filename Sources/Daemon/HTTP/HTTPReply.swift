internal import NIOHTTP1

/// One answer: status, headers of its own and body.
struct HTTPReply: Equatable, Sendable {
  var status: HTTPResponseStatus
  var contentType: String
  var body: [UInt8]
  /// Headers beside those that every answer has.
  var headers: [String: String] = [:]

  /// An answer for people and scripts.
  static func text(_ status: HTTPResponseStatus, _ text: String) -> HTTPReply {
    HTTPReply(
      status: status, contentType: "text/plain; charset=utf-8", body: Array((text + "\n").utf8))
  }

  /// The headers of the answer.
  ///
  /// Nothing may be stored, guessed, framed or read by a page of another origin; what a page of
  /// ours may load is only what it names itself (see `LivePage`).
  func allHeaders(closing: Bool) -> HTTPHeaders {
    var all = HTTPHeaders([
      ("Content-Type", contentType),
      ("Cache-Control", "no-store"),
      ("X-Content-Type-Options", "nosniff"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Referrer-Policy", "no-referrer"),
    ])
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      all.add(name: name, value: value)
    }
    if headers["Content-Security-Policy"] == nil {
      all.add(name: "Content-Security-Policy", value: "default-src 'none'")
    }
    if closing { all.add(name: "Connection", value: "close") }
    return all
  }
}
