import Testing

@testable import Core

@Suite struct BLASKernelsTests {
  @Test(arguments: [(4, "SkylakeX"), (3, "Haswell"), (0, nil)] as [(Int, String?)])
  func `a processor that OpenBLAS does not know gets kernels of its level`(
    level: Int, kernels: String?
  ) {
    #expect(BLASKernels.faster(than: "Prescott", level: level) == kernels)
  }

  @Test(arguments: ["Haswell", "SkylakeX", "Zen", "NEOVERSEN1"])
  func `a processor that OpenBLAS knows keeps its kernels`(kernels: String) {
    #expect(BLASKernels.faster(than: kernels, level: 4) == nil)
  }

  @Test func `the kernels in use have a name`() {
    #expect(BLASKernels.inUse.isEmpty == false)
  }
}
