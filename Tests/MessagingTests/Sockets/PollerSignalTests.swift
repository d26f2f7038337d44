import CoreTesting
import Dispatch
import Glibc
import Messaging
import Testing

@Suite(.serialized) struct PollerSignalTests {
  @Test("a signal does not cut a wait short: the time is the time, and a message still ends it")
  func signals() throws {
    let context = try MessagingContext()
    let receiver = try Socket(Endpoint(parsing: "pull+bind:tcp://127.0.0.1:*"), in: context)
    let sender = try Socket(
      Endpoint(parsing: "push+connect:\(receiver.boundAddress())"), in: context)
    let before = Glibc.signal(SIGUSR1) { _ in }
    defer { _ = Glibc.signal(SIGUSR1, before) }
    // Dispatch's threads block all signals.
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGUSR1)
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    defer { unsafe pthread_sigmask(SIG_BLOCK, &set, nil) }
    let thread = pthread_self()
    let ended = DispatchSemaphore(value: 0)
    let storm = DispatchQueue(label: "storm")
    storm.async {
      while ended.wait(timeout: .now() + .milliseconds(20)) == .timedOut {
        pthread_kill(thread, SIGUSR1)
      }
    }
    defer {
      ended.signal()
      storm.sync {}
    }
    var poller = Poller([receiver])
    let start = ContinuousClock.now
    #expect(try !poller.wait(for: .milliseconds(300)))
    #expect(ContinuousClock.now - start >= .milliseconds(295))
    #expect(try sender.send([[1]], timeout: .seconds(5)))
    #expect(try poller.wait(for: .seconds(20)))
    #expect(poller.isReady(0))
  }
}
