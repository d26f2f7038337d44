import Testing

@testable import Daemon

@Suite struct TraceTests {
  @Test("frames of one slot make one point with the largest score and the counts")
  func slots() {
    var trace = Trace()
    trace.add(score: 1, threshold: 2, at: 1_000)
    trace.add(score: 5, threshold: 2, at: 1_249)
    trace.add(score: 3, threshold: 4, at: 1_249)
    trace.add(score: 0, threshold: 4, at: 1_250)
    #expect(
      trace.points(from: 0) == [
        TracePoint(slot: 4, score: 5, threshold: 4, frames: 3, anomalous: 1),
        TracePoint(slot: 5, score: 0, threshold: 4, frames: 1, anomalous: 0),
      ])
    #expect(trace.points(from: 5).map(\.slot) == [5])
    #expect(trace.points(from: 6).isEmpty)
  }

  @Test("five minutes are kept, however many frames there were")
  func bounded() {
    var trace = Trace()
    for time in stride(from: Int64(0), to: 900_000, by: 50) {
      trace.add(score: Double(time), threshold: 1e9, at: time)
    }
    let points = trace.points(from: 0)
    #expect(points.count == Trace.slots + 1)
    #expect(points.last?.slot == 3_599 && points.last?.frames == 5)
    #expect(points.first?.slot == Int64(3_599 - Trace.slots))
  }

  @Test("a time that is set back counts for the current slot, so that points stay in order")
  func backwards() {
    var trace = Trace()
    trace.add(score: 1, threshold: 2, at: 10_000)
    trace.add(score: 2, threshold: 2, at: 3_000)
    #expect(trace.points(from: 0).map(\.slot) == [40])
  }
}
