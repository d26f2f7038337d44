import Charts
import Core
import Glibc

/// A chart of each kind with values as an evaluation has them, the same each time.
enum SampleCharts {
  static func all() throws(ChartError) -> [(name: String, chart: any Chart)] {
    [
      ("histogram", try histogram()), ("lines", try lines(isLogarithmic: false)),
      ("lines-logarithmic", try lines(isLogarithmic: true)), ("scatter", try scatter()),
      ("boxes", try boxes()),
    ]
  }

  private static func normals(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return generator.normals(count: count).map(Double.init)
  }

  private static func histogram() throws(ChartError) -> HistogramChart {
    let bins = HistogramBins(-3...9, count: 48)
    let sets = [("normal", 0.0, 1.0), ("SVHN", 2.5, 1.4), ("uniform noise & <constant>", 6, 0.6)]
    return try HistogramChart(
      title: "Fashion-MNIST: scores of normal and other frames", xLabel: "log10(1 + score)",
      yLabel: "share of frames", bins: bins,
      series: sets.enumerated().map { index, set in
        let values = normals(2000, seed: UInt64(index)).map { $0 * set.2 + set.1 }
        return HistogramChart.Series(name: set.0, heights: bins.shares(values))
      })
  }

  private static func lines(isLogarithmic: Bool) throws(ChartError) -> LineChart {
    // The binormal curve of a shift d: Φ(d + Φ⁻¹(x)).
    func curve(_ shift: Double) -> [LineChart.Point] {
      (0...500).map { step in
        let x = pow(Double(step) / 500, 3)
        let y = NormalDistribution.probability(below: shift + NormalDistribution.quantile(x))
        return LineChart.Point(x: x, y: y)
      }
    }
    let names = ["ROSE", "layer norms", "COPOD of layer scores", "likelihood", "DIAG", "ensemble"]
    return try LineChart(
      title: isLogarithmic ? "CIFAR-10 against SVHN, few false alarms" : "CIFAR-10 against SVHN",
      series: zip(names, [2.8, 2.1, 1.6, -0.4, 0.7, 1.1]).map {
        LineChart.Series(name: $0, points: curve($1))
      }, isLogarithmic: isLogarithmic)
  }

  private static func scatter() throws(ChartError) -> ScatterChart {
    let methods: [(String, Double, Double, String)] = [
      ("ROSE, EKFAC", 912, 0.957, "gradients"), ("ROSE, DIAG", 1450, 0.931, "gradients"),
      ("ROSE, float16", 980, 0.9565, "gradients"), ("layer norms", 1020, 0.955, "gradients"),
      ("likelihood", 4100, 0.412, "likelihoods"), ("likelihood ratio", 2050, 0.74, "likelihoods"),
      ("input complexity", 3500, 0.83, "likelihoods"),
      ("WAIC of 5 models", 790, 0.72, "likelihoods"),
      ("likelihood regret", 3.4, 0.89, "likelihoods"), ("reconstruction", 4300, 0.61, "others"),
      ("Mahalanobis, latent", 3900, 0.845, "others"),
    ]
    return try ScatterChart(
      title: "How fast, and how well", xLabel: "frames/s on one core", yLabel: "AUROC, overall",
      points: methods.map { ScatterChart.Point(label: $0.0, x: $0.1, y: $0.2, group: $0.3) })
  }

  private static func boxes() throws(ChartError) -> BoxPlot {
    let counts = [10.0, 100, 1000, 10000]
    func values(_ best: Double, _ seed: UInt64) -> [[Double]] {
      counts.enumerated().map { index, count in
        normals(12, seed: seed + UInt64(index)).map {
          min(1, best - 0.3 / log10(count + 1) * exp($0 * 0.4) * 0.4)
        }
      }
    }
    return try BoxPlot(
      title: "AUROC over 12 fits by the number of fit frames", xLabel: "fit frames",
      yLabel: "AUROC, overall", categories: ["10", "100", "1,000", "10,000"],
      series: [
        .init(name: "standardised by the fit", values: values(0.97, 10)),
        .init(name: "standardised on held-out frames", values: values(0.95, 20)),
        .init(name: "diagonal", values: values(0.9, 30)),
      ])
  }
}
