"""The same work in PyTorch, for comparison: scores, or trains, the paper's VAE on random weights.

    pytorch_peer.py NETWORK FORM BATCH THREADS SECONDS

NETWORK is fashion-mnist-32 or cifar-10-64. FORM is rotated (each frame's gradient is formed and
rotated, as one would write it), factored (patches and output gradients of the micro-batch are
rotated instead) or train. Prints frames a second.
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

NETWORKS = {"fashion-mnist-32": (1, 32, 100), "cifar-10-64": (3, 64, 200)}


class VAE(nn.Module):
    def __init__(self, channels: int, features: int, latent: int):
        super().__init__()
        c, f, z = channels, features, latent
        self.channels = c
        self.convolutions = nn.ModuleList(
            nn.Conv2d(i, o, 4, 2, 1, bias=False) for i, o in [(c, f), (f, 2 * f), (2 * f, 4 * f)])
        self.norms = nn.ModuleList(nn.BatchNorm2d(n) for n in [f, 2 * f, 4 * f])
        self.mean = nn.Conv2d(4 * f, z, 4)
        self.logvar = nn.Conv2d(4 * f, z, 4)
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(z, 4 * f, 4, 1, 0, bias=False), nn.BatchNorm2d(4 * f), nn.ReLU(),
            nn.ConvTranspose2d(4 * f, 2 * f, 4, 2, 1, bias=False), nn.BatchNorm2d(2 * f),
            nn.ReLU(),
            nn.ConvTranspose2d(2 * f, f, 4, 2, 1, bias=False), nn.BatchNorm2d(f), nn.ReLU(),
            nn.ConvTranspose2d(f, 256 * c, 4, 2, 1, bias=False))

    def forward(self, pixels: torch.Tensor):
        """The loss of the micro-batch, and each scored layer with its input and output."""
        x = pixels / 255
        layers = []
        for convolution, norm in zip(self.convolutions, self.norms):
            y = convolution(x)
            layers.append((convolution, x, y))
            x = F.relu(norm(y))
        mean, logvar = self.mean(x), self.logvar(x)
        layers += [(self.mean, x, mean), (self.logvar, x, logvar)]
        z = mean
        if self.training:
            z = mean + torch.randn_like(mean) * torch.exp(0.5 * logvar)
        logits = self.decoder(z).unflatten(1, (self.channels, 256)).transpose(1, 2)
        loss = F.cross_entropy(logits, pixels.long(), reduction="sum")
        divergence = -0.5 * (1 + logvar - mean.square() - logvar.exp()).sum()
        return loss + divergence, layers


class Scorer:
    def __init__(self, model: VAE, factored: bool):
        self.model = model.eval()
        self.factored = factored
        self.bases = []
        for layer in [*model.convolutions, model.mean, model.logvar]:
            out, size = layer.weight.shape[0], layer.weight[0].numel() + (layer.bias is not None)
            self.bases.append((torch.randn(out, out), torch.randn(size, size),
                               torch.rand(out, size)))
        # The heads read the same input and share its basis.
        self.bases[4] = (self.bases[4][0], self.bases[3][1], self.bases[4][2])

    def __call__(self, pixels: torch.Tensor) -> torch.Tensor:
        loss, layers = self.model(pixels)
        gradients = torch.autograd.grad(loss, [output for _, _, output in layers])
        with torch.no_grad():
            scores, shared = [], None
            for (layer, x, _), gradient, (ub, ua, weight) in zip(layers, gradients, self.bases):
                patches = F.unfold(x, layer.kernel_size, padding=layer.padding,
                                   stride=layer.stride).transpose(1, 2)
                if layer.bias is not None:
                    patches = torch.cat([patches, torch.ones_like(patches[..., :1])], 2)
                g = gradient.flatten(2)
                if not self.factored:
                    rotated = ub.T @ (g @ patches) @ ua
                    scores.append((rotated.square() * weight).sum((1, 2)))
                    continue
                g = ub.T @ g
                if layer is not self.model.logvar:
                    shared = patches @ ua
                if patches.shape[1] == 1:
                    scores.append(((g[..., 0].square() @ weight)
                                   * shared[:, 0].square()).sum(1))
                else:
                    scores.append(((g @ shared).square() * weight).sum((1, 2)))
            return torch.stack(scores, 1)


def trainer(model: VAE):
    model.train()
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)

    def step(pixels: torch.Tensor):
        optimiser.zero_grad()
        loss, _ = model(pixels)
        (loss / len(pixels)).backward()
        optimiser.step()

    return step


def main():
    network, form = sys.argv[1:3]
    batch, threads = int(sys.argv[3]), int(sys.argv[4])
    seconds = float(sys.argv[5])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model = VAE(*NETWORKS[network])
    pixels = torch.randint(0, 256, (batch, model.channels, 32, 32)).float()
    work = trainer(model) if form == "train" else Scorer(model, form == "factored")
    for _ in range(2):
        work(pixels)
    count, start = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < seconds:
        work(pixels)
        count += batch
    print(count / elapsed)


if __name__ == "__main__":
    main()
