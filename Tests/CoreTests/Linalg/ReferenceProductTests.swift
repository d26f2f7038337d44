import Testing

@testable import Core

@Suite struct ReferenceProductTests {
  @Test("the product is that of the two matrices, exactly, every time")
  func multiplies() {
    let size = 1024
    func element(_ row: Int, _ column: Int) -> Int { (row * size + column) % 17 - 8 }
    var sum = 0
    for k in 0..<size {
      let rest = (0..<size).reduce(0) { $0 + element(k, $1) }
      sum += element(0, k) * rest
    }
    // Small whole numbers: every partial sum is exact in single precision.
    let product = ReferenceProduct()
    #expect(product.run() == Float(sum))
    #expect(product.run() == Float(sum))
    #expect(product.runInPanels() == Float(sum))
    #expect(ReferenceProduct.multiplyAdds == size * size * size)
  }
}
