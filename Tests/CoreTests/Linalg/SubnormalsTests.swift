import CKernels
import Testing

@testable import Core

@Suite struct SubnormalsTests {
  /// Half of the least normal number, multiplied in C, where no compiler knows it beforehand.
  private func half(of number: Float) -> Float { unsafe rose_dot([number], [0.5], 1) }

  @Test func `subnormal results and operands are 0 while they are flushed, and only then`() {
    let least = Float.leastNormalMagnitude
    #expect(half(of: least) == least / 2)
    let (result, operand) = flushingSubnormals { (half(of: least), half(of: least / 2 * 1.5) * 4) }
    #expect(result == 0 && operand == 0)
    #expect(flushingSubnormals { half(of: 4 * least) } == 2 * least)
    #expect(half(of: least) == least / 2)
  }

  @Test func `flushing within flushing ends with the outer one`() {
    let least = Float.leastNormalMagnitude
    let results = flushingSubnormals {
      (flushingSubnormals { half(of: least) }, half(of: least))
    }
    #expect(results == (0, 0))
    #expect(half(of: least) > 0)
  }
}
