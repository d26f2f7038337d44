internal import CZeroMQ

/// The messaging pattern a socket takes part in, spelled as in an endpoint.
public enum SocketKind: String, CaseIterable, Sendable {
  /// Receives what publishers send.
  case sub

  /// Receives from `push`, fairly from all of them.
  case pull

  /// Receives a request and must answer it before the next.
  case rep

  /// Talks to exactly one other socket, both ways.
  case pair

  /// Sends to all subscribers.
  case pub

  /// As `pub`, and sees who subscribes to what.
  case xpub

  /// Sends a request and must receive the answer before the next.
  case req

  /// Sends to one of the connected `pull` sockets.
  case push

  /// Talks to many others, each under its own identity, which stands before every message.
  case router

  /// Talks to `router` without having to wait for answers.
  case dealer

  /// True where a peer waits for an answer to each of its messages.
  public var answers: Bool { self == .rep || self == .pair }

  /// True where the socket can receive frames.
  public var receivesFrames: Bool {
    switch self {
    case .sub, .pull, .rep, .pair: true
    case .pub, .xpub, .req, .push, .router, .dealer: false
    }
  }

  /// The library's constant.
  var type: Int32 {
    switch self {
    case .sub: ZMQ_SUB
    case .pull: ZMQ_PULL
    case .rep: ZMQ_REP
    case .pair: ZMQ_PAIR
    case .pub: ZMQ_PUB
    case .xpub: ZMQ_XPUB
    case .req: ZMQ_REQ
    case .push: ZMQ_PUSH
    case .router: ZMQ_ROUTER
    case .dealer: ZMQ_DEALER
    }
  }
}
