import Testing

@testable import Daemon

/// Against the examples of the Prometheus text format's own description.
@Suite struct MetricsTextTests {
  @Test("a family is two comment lines and its samples")
  func family() {
    var text = MetricsText()
    text.begin("requests_total", .counter, "Requests.")
    text.add(1027, ("method", "post"), ("code", "200"))
    text.add(Double.nan)
    text.add(-Double.infinity)
    #expect(
      text.text == """
        # HELP requests_total Requests.
        # TYPE requests_total counter
        requests_total{method="post",code="200"} 1027
        requests_total NaN
        requests_total -Inf

        """)
  }

  @Test("backslash, quote and line feed are escaped in labels, the first and last in help")
  func escaping() {
    var text = MetricsText()
    text.begin("m", .gauge, "a \"b\" \\ c\nd")
    text.add(0.5, ("path", "C:\\DIR\n\"x\""))
    #expect(
      text.text == #"""
        # HELP m a "b" \\ c\nd
        # TYPE m gauge
        m{path="C:\\DIR\n\"x\""} 0.5

        """#)
  }

  @Test("a histogram ends with the bucket of all and says its sum and count")
  func histogram() {
    var histogram = Histogram(bounds: [0.05, 1])
    for value in [0.01, 0.5, 0.5, 3] { histogram.observe(value) }
    var text = MetricsText()
    text.begin("t", .histogram, "T.")
    text.add(histogram, ("source", "a"))
    #expect(
      text.text == """
        # HELP t T.
        # TYPE t histogram
        t_bucket{source="a",le="0.05"} 1
        t_bucket{source="a",le="1"} 3
        t_bucket{source="a",le="+Inf"} 4
        t_sum{source="a"} 4.01
        t_count{source="a"} 4

        """)
  }

  @Test("numbers keep every bit: reading them back gives the same value")
  func numbers() {
    for value in [0.1, 1e-9, 123456789.25, 9_007_199_254_740_992, 1e300, 1.0 / 3, -2] {
      #expect(Double(MetricsText.number(value)) == value)
    }
    #expect(MetricsText.number(5) == "5")
  }
}
