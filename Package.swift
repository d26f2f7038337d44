// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "rosed",
  products: [
    .executable(name: "rosed", targets: ["Daemon"]),
    .executable(name: "rose", targets: ["CLI"]),
    // For Benchmarks/, a package of its own.
    .library(name: "RosedCore", targets: ["Core"]),
    // For Fuzz/, another: what the daemon is made of.
    .library(
      name: "RosedLibraries",
      targets: ["Core", "Storage", "Imaging", "Messaging", "EventStore", "ServiceManager"]),
  ],
  // Exact: what a fresh clone builds is what the tests have seen.
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
  ],
  targets: [
    // C libraries: module maps and static-inline shims only, no logic.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(name: "CZeroMQ", pkgConfig: "libzmq", providers: [.apt(["libzmq3-dev"])]),
    .systemLibrary(
      name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
    .systemLibrary(name: "CSpng", providers: [.apt(["libspng-dev"])]),
    .systemLibrary(
      name: "COpenJPEG", pkgConfig: "libopenjp2", providers: [.apt(["libopenjp2-7-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLZMA", providers: [.apt(["liblzma-dev"])]),

    // The few loops that need one version a processor generation.
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"], .when(configuration: .debug))]),

    // The engine: no files, no sockets, no clocks, no logs.
    .target(name: "Core", dependencies: ["COpenBLAS", "CKernels"]),

    .target(
      name: "Storage", dependencies: ["Core", .product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "Imaging", dependencies: ["Core", "CTurboJPEG", "CSpng", "COpenJPEG"]),
    .target(name: "Datasets", dependencies: ["Core", "Imaging", "CZlib", "CLZMA"]),
    .target(name: "Evaluation", dependencies: ["Core", "Imaging"]),
    .target(name: "Charts"),
    .target(name: "Messaging", dependencies: ["Core", "CZeroMQ"]),
    .target(
      name: "EventStore",
      dependencies: ["Messaging", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(name: "ServiceManager", dependencies: ["CSystemd"]),

    .executableTarget(
      name: "Daemon",
      dependencies: [
        "Core", "Storage", "Imaging", "Messaging", "EventStore", "ServiceManager",
        .product(name: "TOMLKit", package: "TOMLKit"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "Core", "Storage", "Imaging", "Datasets", "Evaluation", "Charts", "Messaging",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests, and the oracles they share.
    .target(name: "CoreTesting", dependencies: ["Core"]),
    .testTarget(
      name: "CoreTests", dependencies: ["Core", "CoreTesting", "CKernels", "Storage"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "StorageTests", dependencies: ["Storage", "CoreTesting"]),
    .testTarget(
      name: "ImagingTests", dependencies: ["Imaging", "COpenJPEG", "CoreTesting", "Storage"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "CoreTesting"], exclude: ["Fixtures"]),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation", "CoreTesting", "Core", "Imaging"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "ChartsTests", dependencies: ["Charts", "Core"], resources: [.copy("Fixtures")]),
    .testTarget(
      name: "MessagingTests", dependencies: ["Messaging", "CoreTesting"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "EventStoreTests", dependencies: ["EventStore", "CoreTesting", "Messaging"]),
    .testTarget(name: "ServiceManagerTests", dependencies: ["ServiceManager", "CoreTesting"]),
    .testTarget(
      name: "DaemonTests",
      dependencies: [
        "Daemon", "CoreTesting", "EventStore", "Messaging", "Storage", "Imaging", "ServiceManager",
      ]),
    .testTarget(
      name: "CLITests",
      dependencies: [
        "CLI", "CoreTesting", "Charts", "Core", "Datasets", "Evaluation", "Messaging", "Storage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system && target.name != "CKernels" {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
  ]
  // Errors in CI only: the next compiler may warn anew, and a user's build must not fail on it.
  if Context.environment["CI"] != nil {
    target.swiftSettings?.append(.treatAllWarnings(as: .error))
  }
}
