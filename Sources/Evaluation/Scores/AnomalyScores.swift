internal import Core

/// The scores that `rose evaluate` knows.
public enum AnomalyScores {
  /// All of them, in the order of documents.
  public static let all: [any AnomalyScore] =
    [
      DetectorScore(), Rose(), RootRose(form: .consistent), RootRose(form: .published),
      JoinedRose(),
      Dispersion(), Loss(),
      NegativeLogLikelihood(), Typicality(), Regret(), LikelihoodRatio(proposal: .exact),
      LikelihoodRatio(proposal: .published),
    ]
    + Measurement.Compression.allCases.flatMap { compression in
      [InputComplexity.Units.consistent, .published].map {
        InputComplexity(compression: compression, units: $0)
      }
    }
    + [
      GradientNormDensity(), LikelihoodPathDensity(form: .mahalanobis),
      LikelihoodPathDensity(form: .copod), Distillation(perturbation: nil),
      Distillation(perturbation: .random()), Distillation(perturbation: .svd()),
      Distillation(perturbation: .dct()), Distillation(perturbation: .gaussianBlur()),
    ]

  /// Returns the score of a name; nil if there is none.
  public static func named(_ name: String) -> (any AnomalyScore)? {
    all.first { $0.name == name }
  }
}
