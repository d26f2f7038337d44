public import ArgumentParser
public import Core

extension TrainingOptions.Schedule: ExpressibleByArgument {}

extension FisherFactors.Curvature: ExpressibleByArgument {
  /// Every approximation, for help texts.
  public static var allValueStrings: [String] { [Self.ekfac, .diagonal].map(\.rawValue) }
}

extension Calibration.Score: ExpressibleByArgument {}

extension Calibration.Standardisation: ExpressibleByArgument {
  /// Every way to standardise, for help texts.
  public static var allValueStrings: [String] { [Self.paper, .heldOut].map(\.rawValue) }
}
