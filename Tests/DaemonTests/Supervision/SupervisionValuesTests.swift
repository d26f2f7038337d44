import Testing

@testable import Daemon

@Suite struct SupervisionValuesTests {
  private let second: Int64 = 1_000_000_000

  @Test("the watchdog is fed at least twice an interval, and not while something is stuck")
  func watchdog() {
    var watchdog = Watchdog(interval: .seconds(10), at: 0)
    var fed: [Int64] = []
    for tick: Int64 in 0..<400 where watchdog.isDue(at: tick * second / 10, isStuck: false) {
      fed.append(tick)
    }
    #expect(zip(fed, fed.dropFirst()).allSatisfy { $1 - $0 <= 50 })
    #expect(fed.count >= 8)
    for tick: Int64 in 400..<800 {
      let isDue = watchdog.isDue(at: tick * second / 10, isStuck: true)
      #expect(!isDue)
    }
    #expect(watchdog.patience == 5 * second)
  }

  @Test("a part that neither turns nor rests for too long is stuck")
  func progress() {
    let monitor = ProgressMonitor()
    let receiver = monitor.register("receiver", at: 0)
    let worker = monitor.register("worker", at: 0)
    monitor.rest(worker)
    #expect(monitor.stuck(limit: 10, at: 10) == [])
    #expect(monitor.stuck(limit: 10, at: 11) == ["receiver"])
    monitor.turn(receiver, at: 11)
    monitor.turn(worker, at: 11)
    #expect(monitor.stuck(limit: 10, at: 21) == [])
    #expect(monitor.stuck(limit: 10, at: 22) == ["receiver", "worker"])
  }

  @Test("an attempt that fails is no turn, one that succeeds is")
  func attempts() {
    struct Failure: Error {}
    let monitor = ProgressMonitor()
    let part = monitor.register("receiver", at: 0)
    #expect(throws: Failure.self) { try monitor.turn(part) { throw Failure() } }
    #expect(monitor.stuck(limit: 0, at: 1) == ["receiver"])
    #expect(monitor.turn(part) { 7 } == 7)
    #expect(monitor.stuck(limit: 0, at: 1) == [])
  }

  @Test("a source is lost once when it falls silent and back once when it sends again")
  func sources() {
    var watch = SourceWatch(sources: 2, at: 0)
    #expect(watch.note(lastArrivals: [nil, 5], timeouts: [10, 10], at: 10) == [])
    #expect(watch.note(lastArrivals: [nil, 5], timeouts: [10, 10], at: 11) == [.lost(source: 0)])
    #expect(watch.note(lastArrivals: [nil, 5], timeouts: [10, 10], at: 15) == [])
    #expect(
      watch.note(lastArrivals: [16, 5], timeouts: [10, 10], at: 16)
        == [.back(source: 0), .lost(source: 1)])
  }

  @Test("a repeated message passes once an interval and says how many were kept back")
  func repeats() {
    var filter = RepeatFilter(interval: 100)
    #expect(filter.note("a", at: 0) == 0)
    for time: Int64 in 1..<100 { #expect(filter.note("a", at: time) == nil) }
    #expect(filter.note("b", at: 50) == 0)
    #expect(filter.note("a", at: 100) == 99)
    #expect(filter.note("a", at: 150) == nil)
    #expect(filter.note("a", at: 300) == 1)
  }

  @Test("invented kinds of messages do not fill the memory")
  func manyKinds() {
    var filter = RepeatFilter(interval: 100)
    for number in 0..<50_000 { #expect(filter.note("\(number)", at: 0) == 0) }
    #expect(filter.note("49999", at: 1) == nil)
  }
}
