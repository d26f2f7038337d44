import Testing

@testable import Daemon

@Suite struct HistogramTests {
  @Test("an observation counts in the first bucket whose bound is not below it")
  func bounds() {
    var histogram = Histogram(bounds: [1, 2, 5])
    for value in [0, 1, 1.5, 2, 4.9, 5, 5.1, 1e9] { histogram.observe(value) }
    #expect(histogram.counts == [2, 2, 2, 2])
    #expect(histogram.cumulative == [2, 4, 6, 8])
    #expect(histogram.sum == 0 + 1 + 1.5 + 2 + 4.9 + 5 + 5.1 + 1e9)
  }

  @Test("what is no duration counts above every bound and leaves the sum a number")
  func oddities() {
    var histogram = Histogram(bounds: [1])
    for value in [-1, .nan, 0.5] { histogram.observe(value) }
    #expect(histogram.counts == [1, 2])
    #expect(histogram.sum == 0.5)
  }

  @Test("durations have buckets from half a millisecond to ten seconds, ascending")
  func durations() {
    #expect(Histogram.durationBounds.first == 0.0005 && Histogram.durationBounds.last == 10)
    #expect(Histogram.durationBounds == Histogram.durationBounds.sorted())
  }
}
