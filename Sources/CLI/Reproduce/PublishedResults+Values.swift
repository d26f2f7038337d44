extension PublishedResults {
  /// Family, features, method, set, AUROC, AUPRC and FPR80, a line a set.
  static let text = """
    fashion-mnist 32 nll mnist 0.161 0.334 0.975
    fashion-mnist 32 nll kmnist 0.626 0.622 0.680
    fashion-mnist 32 nll notmnist 0.980 0.980 0.011
    fashion-mnist 32 nll omniglot 1.000 1.000 0.000
    fashion-mnist 32 nll cifar10 1.000 1.000 0.000
    fashion-mnist 32 nll svhn 0.999 0.999 0.002
    fashion-mnist 32 nll celeba 1.000 1.000 0.000
    fashion-mnist 32 nll lsun 1.000 0.999 0.000
    fashion-mnist 32 nll noise 1.000 1.000 0.000
    fashion-mnist 32 nll constant 0.953 0.948 0.053
    fashion-mnist 32 regret mnist 0.964 0.968 0.056
    fashion-mnist 32 regret kmnist 0.991 0.991 0.007
    fashion-mnist 32 regret notmnist 1.000 1.000 0.000
    fashion-mnist 32 regret omniglot 1.000 1.000 0.000
    fashion-mnist 32 regret cifar10 0.995 0.996 0.003
    fashion-mnist 32 regret svhn 1.000 1.000 0.000
    fashion-mnist 32 regret celeba 0.999 0.999 0.000
    fashion-mnist 32 regret lsun 0.997 0.997 0.002
    fashion-mnist 32 regret noise 0.997 0.998 0.004
    fashion-mnist 32 regret constant 0.998 0.997 0.000
    fashion-mnist 32 likelihood-ratio-published mnist 0.844 0.857 0.246
    fashion-mnist 32 likelihood-ratio-published kmnist 0.968 0.963 0.036
    fashion-mnist 32 likelihood-ratio-published notmnist 0.950 0.875 0.001
    fashion-mnist 32 likelihood-ratio-published omniglot 0.972 0.912 0.000
    fashion-mnist 32 likelihood-ratio-published cifar10 0.916 0.839 0.054
    fashion-mnist 32 likelihood-ratio-published svhn 0.624 0.512 0.983
    fashion-mnist 32 likelihood-ratio-published celeba 0.907 0.805 0.035
    fashion-mnist 32 likelihood-ratio-published lsun 0.940 0.881 0.025
    fashion-mnist 32 likelihood-ratio-published noise 1.000 1.000 0.000
    fashion-mnist 32 likelihood-ratio-published constant 0.647 0.533 0.915
    fashion-mnist 32 complexity-png-published mnist 0.930 0.948 0.118
    fashion-mnist 32 complexity-png-published kmnist 0.630 0.666 0.547
    fashion-mnist 32 complexity-png-published notmnist 0.891 0.851 0.201
    fashion-mnist 32 complexity-png-published omniglot 1.000 1.000 0.000
    fashion-mnist 32 complexity-png-published cifar10 0.895 0.911 0.205
    fashion-mnist 32 complexity-png-published svhn 0.998 0.998 0.000
    fashion-mnist 32 complexity-png-published celeba 0.944 0.949 0.100
    fashion-mnist 32 complexity-png-published lsun 0.931 0.942 0.128
    fashion-mnist 32 complexity-png-published noise 0.437 0.651 0.594
    fashion-mnist 32 complexity-png-published constant 1.000 1.000 0.000
    fashion-mnist 32 complexity-jpeg2000-published mnist 0.449 0.494 0.805
    fashion-mnist 32 complexity-jpeg2000-published kmnist 0.389 0.436 0.873
    fashion-mnist 32 complexity-jpeg2000-published notmnist 0.958 0.946 0.011
    fashion-mnist 32 complexity-jpeg2000-published omniglot 1.000 1.000 0.000
    fashion-mnist 32 complexity-jpeg2000-published cifar10 0.999 0.999 0.000
    fashion-mnist 32 complexity-jpeg2000-published svhn 1.000 1.000 0.000
    fashion-mnist 32 complexity-jpeg2000-published celeba 0.999 0.999 0.000
    fashion-mnist 32 complexity-jpeg2000-published lsun 1.000 1.000 0.000
    fashion-mnist 32 complexity-jpeg2000-published noise 1.000 1.000 0.000
    fashion-mnist 32 complexity-jpeg2000-published constant 1.000 1.000 0.000
    fashion-mnist 32 rose mnist 0.995 0.996 0.007
    fashion-mnist 32 rose kmnist 0.997 0.997 0.003
    fashion-mnist 32 rose notmnist 1.000 1.000 0.000
    fashion-mnist 32 rose omniglot 1.000 1.000 0.000
    fashion-mnist 32 rose cifar10 0.999 0.999 0.001
    fashion-mnist 32 rose svhn 1.000 1.000 0.000
    fashion-mnist 32 rose celeba 1.000 1.000 0.000
    fashion-mnist 32 rose lsun 1.000 1.000 0.000
    fashion-mnist 32 rose noise 0.992 0.995 0.012
    fashion-mnist 32 rose constant 1.000 1.000 0.000
    fashion-mnist 32 rose-root-published mnist 0.676 0.697 0.542
    fashion-mnist 32 rose-root-published kmnist 0.729 0.721 0.504
    fashion-mnist 32 rose-root-published notmnist 0.980 0.974 0.004
    fashion-mnist 32 rose-root-published omniglot 1.000 1.000 0.000
    fashion-mnist 32 rose-root-published cifar10 0.886 0.848 0.199
    fashion-mnist 32 rose-root-published svhn 0.984 0.983 0.004
    fashion-mnist 32 rose-root-published celeba 0.941 0.925 0.043
    fashion-mnist 32 rose-root-published lsun 0.905 0.874 0.129
    fashion-mnist 32 rose-root-published noise 0.065 0.319 0.972
    fashion-mnist 32 rose-root-published constant 0.988 0.969 0.004
    cifar10 64 nll mnist 0.000 0.307 1.000
    cifar10 64 nll kmnist 0.012 0.308 0.999
    cifar10 64 nll notmnist 0.030 0.310 0.998
    cifar10 64 nll omniglot 0.000 0.307 1.000
    cifar10 64 nll fashion-mnist 0.038 0.310 0.998
    cifar10 64 nll svhn 0.081 0.320 0.986
    cifar10 64 nll celeba 0.428 0.487 0.802
    cifar10 64 nll lsun 0.593 0.589 0.694
    cifar10 64 nll noise 1.000 1.000 0.000
    cifar10 64 nll constant 0.277 0.366 0.988
    cifar10 64 regret mnist 0.996 0.997 0.004
    cifar10 64 regret kmnist 0.998 0.998 0.002
    cifar10 64 regret notmnist 0.996 0.996 0.004
    cifar10 64 regret omniglot 0.995 0.996 0.007
    cifar10 64 regret fashion-mnist 0.990 0.991 0.011
    cifar10 64 regret svhn 0.953 0.959 0.068
    cifar10 64 regret celeba 0.682 0.723 0.508
    cifar10 64 regret lsun 0.513 0.543 0.759
    cifar10 64 regret noise 0.997 0.998 0.004
    cifar10 64 regret constant 0.995 0.995 0.002
    cifar10 64 likelihood-ratio-published mnist 0.825 0.841 0.350
    cifar10 64 likelihood-ratio-published kmnist 0.843 0.844 0.321
    cifar10 64 likelihood-ratio-published notmnist 0.506 0.494 0.851
    cifar10 64 likelihood-ratio-published omniglot 0.961 0.962 0.055
    cifar10 64 likelihood-ratio-published fashion-mnist 0.783 0.732 0.442
    cifar10 64 likelihood-ratio-published svhn 0.050 0.312 0.987
    cifar10 64 likelihood-ratio-published celeba 0.333 0.410 0.886
    cifar10 64 likelihood-ratio-published lsun 0.576 0.560 0.724
    cifar10 64 likelihood-ratio-published noise 1.000 1.000 0.000
    cifar10 64 likelihood-ratio-published constant 0.223 0.350 0.996
    cifar10 64 complexity-png-published mnist 0.984 0.991 0.019
    cifar10 64 complexity-png-published kmnist 0.981 0.989 0.023
    cifar10 64 complexity-png-published notmnist 0.988 0.992 0.020
    cifar10 64 complexity-png-published omniglot 0.988 0.993 0.016
    cifar10 64 complexity-png-published fashion-mnist 0.992 0.995 0.013
    cifar10 64 complexity-png-published svhn 0.908 0.921 0.122
    cifar10 64 complexity-png-published celeba 0.588 0.587 0.678
    cifar10 64 complexity-png-published lsun 0.660 0.672 0.560
    cifar10 64 complexity-png-published noise 0.166 0.420 0.870
    cifar10 64 complexity-png-published constant 1.000 1.000 0.000
    cifar10 64 complexity-jpeg2000-published mnist 0.980 0.989 0.023
    cifar10 64 complexity-jpeg2000-published kmnist 0.986 0.993 0.015
    cifar10 64 complexity-jpeg2000-published notmnist 0.989 0.994 0.013
    cifar10 64 complexity-jpeg2000-published omniglot 0.974 0.986 0.031
    cifar10 64 complexity-jpeg2000-published fashion-mnist 0.989 0.994 0.013
    cifar10 64 complexity-jpeg2000-published svhn 0.942 0.953 0.074
    cifar10 64 complexity-jpeg2000-published celeba 0.303 0.417 0.867
    cifar10 64 complexity-jpeg2000-published lsun 0.322 0.394 0.916
    cifar10 64 complexity-jpeg2000-published noise 0.115 0.396 0.901
    cifar10 64 complexity-jpeg2000-published constant 1.000 1.000 0.000
    cifar10 64 rose mnist 0.999 1.000 0.001
    cifar10 64 rose kmnist 0.999 1.000 0.001
    cifar10 64 rose notmnist 0.998 0.997 0.001
    cifar10 64 rose omniglot 0.996 0.998 0.005
    cifar10 64 rose fashion-mnist 0.996 0.996 0.004
    cifar10 64 rose svhn 0.907 0.921 0.144
    cifar10 64 rose celeba 0.778 0.798 0.373
    cifar10 64 rose lsun 0.526 0.551 0.766
    cifar10 64 rose noise 1.000 1.000 0.000
    cifar10 64 rose constant 0.973 0.972 0.019
    cifar10 64 rose-root-published mnist 0.994 0.993 0.003
    cifar10 64 rose-root-published kmnist 0.973 0.967 0.008
    cifar10 64 rose-root-published notmnist 0.982 0.975 0.005
    cifar10 64 rose-root-published omniglot 0.948 0.967 0.067
    cifar10 64 rose-root-published fashion-mnist 0.852 0.863 0.304
    cifar10 64 rose-root-published svhn 0.806 0.845 0.300
    cifar10 64 rose-root-published celeba 0.540 0.560 0.733
    cifar10 64 rose-root-published lsun 0.485 0.495 0.815
    cifar10 64 rose-root-published noise 0.770 0.868 0.255
    cifar10 64 rose-root-published constant 0.959 0.973 0.057
    fashion-mnist 16 rose mnist 0.997
    fashion-mnist 16 rose kmnist 0.998
    fashion-mnist 16 rose notmnist 1.000
    fashion-mnist 16 rose svhn 1.000
    fashion-mnist 16 rose celeba 0.999
    fashion-mnist 16 rose lsun 0.999
    fashion-mnist 16 rose noise 0.999
    fashion-mnist 16 rose constant 1.000
    cifar10 32 rose mnist 1.000
    cifar10 32 rose kmnist 0.999
    cifar10 32 rose notmnist 0.998
    cifar10 32 rose svhn 0.809
    cifar10 32 rose celeba 0.716
    cifar10 32 rose lsun 0.536
    cifar10 32 rose noise 1.000
    cifar10 32 rose constant 0.990
    """
}
