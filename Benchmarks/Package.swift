// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "rosed", path: "..")],
  targets: [
    .executableTarget(
      name: "ScoringBenchmark", dependencies: [.product(name: "RosedCore", package: "rosed")])
  ],
  swiftLanguageModes: [.v6]
)
