/// What one client of the HTTP server, and all together, can cost the daemon.
struct HTTPLimits: Equatable, Sendable {
  /// Connections that are served; those beyond are answered 503.
  var connections = 64

  /// Pages that follow `/events` at a time; those beyond are answered 503.
  var streams = 16

  /// The bytes of a request's line and headers; more is answered 431.
  var headerBytes = 16 << 10

  /// The lines of a request's headers; more is answered 431.
  var headerFields = 64

  /// Milliseconds in which a request must be complete, counted from the connection or the answer
  /// before it: neither an idle nor a slow client stays longer.
  var requestMilliseconds: Int64 = 10_000

  /// Milliseconds a client may take to accept an answer, or to accept anything of a stream.
  var answerMilliseconds: Int64 = 10_000

  /// The bytes of a stream that wait for a slow client before nothing more is added.
  var streamBytes = 256 << 10

  /// The time between two messages of a stream.
  var tickMilliseconds: Int64 = 500
}
