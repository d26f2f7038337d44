import Testing

@testable import Messaging

/// Event numbers from zmq.h, written out: the reader's own constants are not their oracle.
@Suite struct PeerEventReaderTests {
  private let connected: UInt16 = 0x1
  private let accepted: UInt16 = 0x20
  private let ended: UInt16 = 0x200
  private let failed: UInt16 = 0x800
  private let succeeded: UInt16 = 0x1000
  private let broke: UInt16 = 0x2000
  private let denied: UInt16 = 0x4000

  private func read(_ events: [(UInt16, UInt32)]) -> [PeerEvent] {
    var reader = PeerEventReader()
    return events.compactMap { reader.read(event: $0.0, value: $0.1) }
  }

  @Test("a connection comes and goes")
  func connection() {
    #expect(read([(accepted, 9), (succeeded, 0), (ended, 9)]) == [.connected, .disconnected])
    #expect(read([(connected, 9), (succeeded, 0), (ended, 9)]) == [.connected, .disconnected])
  }

  @Test("a failed handshake is told of once, with its reason")
  func failures() {
    #expect(read([(accepted, 9), (denied, 400), (ended, 9)]) == [.refused(.keyUnknown)])
    #expect(read([(accepted, 9), (failed, 32), (ended, 9)]) == [.refused(.handshakeBroken)])
    let reasons: [(UInt32, RefusedPeerReason)] = [
      (0x1100_0001, .serverKeyMismatch), (0x1100_0002, .mechanismMismatch),
      (0x1000_0001, .protocolViolation),
    ]
    for (value, reason) in reasons {
      #expect(read([(accepted, 9), (broke, value), (ended, 9)]) == [.refused(reason)])
    }
  }

  @Test("a connection that ends without a word of its handshake had a socket of another type")
  func socketType() {
    #expect(read([(connected, 9), (ended, 9)]) == [.refused(.socketTypeMismatch)])
    // Also while another is there.
    #expect(
      read([(accepted, 8), (succeeded, 0), (accepted, 9), (ended, 9), (ended, 8)])
        == [.connected, .refused(.socketTypeMismatch), .disconnected])
  }

  @Test("a descriptor that is used again is a connection of its own")
  func descriptorsComeAgain() {
    #expect(
      read([
        (accepted, 9), (broke, 0x1100_0002), (ended, 9), (accepted, 9), (succeeded, 0), (ended, 9),
      ]) == [.refused(.mechanismMismatch), .connected, .disconnected])
  }

  @Test("whatever the order of overlapping handshakes, the counts are right in the end")
  func overlapping() {
    let events = read([
      (accepted, 8), (accepted, 9), (succeeded, 0), (denied, 400), (ended, 8), (ended, 9),
    ])
    #expect(events.filter { $0 == .connected }.count == 1)
    #expect(events.filter { $0 == .disconnected }.count == 1)
    #expect(events.filter { $0 == .refused(.keyUnknown) }.count == 1)
    #expect(events.count == 3)
  }
}
