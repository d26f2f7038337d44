// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "rosed", path: "..")],
  targets: [
    .target(name: "CAllocations"),
    .executableTarget(
      name: "EngineBenchmark",
      dependencies: ["CAllocations", .product(name: "RosedCore", package: "rosed")]),
  ],
  swiftLanguageModes: [.v6]
)
