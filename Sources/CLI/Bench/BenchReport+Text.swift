internal import Core

extension BenchReport {
  /// The report for people.
  var text: String {
    var lines = [
      "\(bundle): \(architecture.channels.counted("channel")), \(architecture.features) features, "
        + "\(architecture.latent) latent, \(curvature.rawValue); "
        + "\((Double(multiplyAddsPerFrame) / 1e6).text(digits: 1)) M multiply-adds a frame; "
        + cores.counted("core"),
      "workers  micro-batch   frames/s   median ms   99 % ms   GFLOP/s   of sgemm",
    ]
    for workers in workers {
      for measurement in workers.measurements {
        let rate = measurement.framesPerSecond * Double(multiplyAddsPerFrame)
        lines.append(
          "\(workers.count)".right(7) + "\(measurement.batch)".right(13)
            + measurement.framesPerSecond.text(digits: 0).right(11)
            + (1e3 * measurement.latency.median).text(digits: 3).right(12)
            + (1e3 * measurement.latency.percentile99).text(digits: 3).right(10)
            + (2e-9 * rate).text(digits: 1).right(10)
            + "\((100 * share(measurement, of: workers)).text(digits: 1)) %".right(11))
      }
      lines.append(
        "\(workers.count)".right(7) + "sgemm".right(13) + "".right(33)
          + (2e-9 * workers.productRate).text(digits: 1).right(10))
    }
    return lines.joined(separator: "\n")
  }

  /// The report for programs; `frames_per_second` is that of the usual micro-batch.
  var json: JSONText {
    .object([
      "bundle": .string(bundle), "cores": .integer(cores), "seconds": .number(seconds),
      "features": .integer(architecture.features), "latent": .integer(architecture.latent),
      "curvature": .string(curvature.rawValue),
      "multiply_adds_per_frame": .integer(multiplyAddsPerFrame),
      "workers": .members(
        workers.map { JSONText.Member(key: "\($0.count)", value: json($0)) }),
    ])
  }

  private func json(_ workers: Workers) -> JSONText {
    let usual = workers.measurements.first { $0.batch == Self.usualBatch }
    let single = workers.measurements.first { $0.batch == 1 }
    return .object([
      "frames_per_second": usual.map { .number($0.framesPerSecond) } ?? .null,
      "latency_p50_ms": single.map { .number(1e3 * $0.latency.median) } ?? .null,
      "latency_p99_ms": single.map { .number(1e3 * $0.latency.percentile99) } ?? .null,
      "sgemm_gflops": .number(2e-9 * workers.productRate),
      "sgemm_share": usual.map { .number(share($0, of: workers)) } ?? .null,
      "batches": .members(
        workers.measurements.map { measurement in
          JSONText.Member(
            key: "\(measurement.batch)",
            value: .object([
              "frames_per_second": .number(measurement.framesPerSecond),
              "latency_p50_ms": .number(1e3 * measurement.latency.median),
              "latency_p99_ms": .number(1e3 * measurement.latency.percentile99),
              "sgemm_share": .number(share(measurement, of: workers)),
            ]))
        }),
    ])
  }
}
