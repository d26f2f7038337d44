// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "fuzz",
  dependencies: [
    .package(name: "rosed", path: ".."),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
  ],
  targets: [
    // An executable cannot be imported by another package: its sources, through a link, can be built
    // as a library.
    .target(
      name: "FuzzedDaemon",
      dependencies: [
        .product(name: "RosedLibraries", package: "rosed"),
        .product(name: "TOMLKit", package: "TOMLKit"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ], exclude: ["Rosed.swift"]),
    .target(
      name: "FuzzTargets",
      dependencies: ["FuzzedDaemon", .product(name: "RosedLibraries", package: "rosed")]),
    // In C, as a Swift program would have a main function, and libFuzzer brings its own.
    .executableTarget(name: "Fuzz", dependencies: ["FuzzTargets"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.name != "Fuzz" {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
  ]
}
