import Testing

@testable import Charts

@Suite struct TextWidthTests {
  @Test("Text that fits stays, other text is cut with an ellipsis")
  func fitted() {
    #expect(TextWidth.fitted("AUROC", size: 12, width: 100) == "AUROC")
    let cut = TextWidth.fitted(String(repeating: "a", count: 100), size: 12, width: 100)
    #expect(cut.hasSuffix("a…") && TextWidth.of(cut, size: 12) <= 100)
    #expect(TextWidth.fitted("abc", size: 12, width: 1) == "…")
  }

  @Test("Widths are those of DejaVu Sans, within a tenth or above")
  func width() {
    // Measured with PIL's ImageFont of DejaVuSans.ttf at size 100.
    for (text, measured) in [
      ("false-positive rate", 901.0), ("AUROC, overall", 763), ("frames/s on one core", 1057),
      ("Mahalanobis, latent", 985), ("0.123456789", 668),
    ] {
      let width = TextWidth.of(text, size: 100)
      #expect((0.95 * measured...1.2 * measured).contains(width), "\(text) \(width)")
    }
  }

  @Test("Coordinates are written to a hundredth without zeros at the end")
  func numbers() {
    #expect(SVGText.number(3) == "3" && SVGText.number(-0.004) == "0")
    #expect(SVGText.number(1.5) == "1.5" && SVGText.number(-2.054) == "-2.05")
    #expect(SVGText.number(0.05) == "0.05" && SVGText.number(-0.5) == "-0.5")
  }
}
