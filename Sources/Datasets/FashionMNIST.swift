/// The two parts of Fashion-MNIST, as the Debian package dataset-fashion-mnist installs them.
public enum FashionMNIST: String, Sendable, CaseIterable {
  /// 60,000 images.
  case train
  /// 10,000 images.
  case test

  /// The folder of the package.
  static let folder = "/usr/share/datasets/fashion-mnist"

  /// The IDX file of the images.
  func imagesPath(in folder: String = Self.folder) -> String {
    "\(folder)/\(self == .train ? "train" : "t10k")-images-idx3-ubyte.gz"
  }
}
