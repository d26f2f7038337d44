import CKernels
import Testing

@testable import Core

@Suite struct SubnormalsTests {
  private let least = Float.leastNormalMagnitude

  /// A product made in C, where no compiler knows it beforehand.
  private func product(_ a: Float, _ b: Float) -> Float { unsafe rose_dot([a], [b], 1) }

  private func half(of number: Float) -> Float { product(number, 0.5) }

  @Test func `subnormal results and operands are 0 while they are flushed, and only then`() {
    #expect(half(of: least) == least / 2)
    #expect(flushingSubnormals { half(of: least) } == 0)
    let subnormal = least / 2
    #expect(product(subnormal, 4) == 2 * least)
    #expect(flushingSubnormals { product(subnormal, 4) } == 0)
    #expect(flushingSubnormals { half(of: 4 * least) } == 2 * least)
    #expect(half(of: least) == least / 2)
  }

  @Test func `flushing within flushing ends with the outer one`() {
    let results = flushingSubnormals {
      (flushingSubnormals { half(of: least) }, half(of: least))
    }
    #expect(results == (0, 0))
    #expect(half(of: least) > 0)
  }
}
