"""Times training steps of Facet's networks in PyTorch on the CPU, channels-last, for comparison.

Reads a number of steps per line from stdin, runs them, and answers their milliseconds as one JSON list.
Needs torch; `bench/compareWithPytorch.mjs` runs it in turns with Facet.
"""

import argparse
import json
import sys
import time

import torch
from torch import nn
import torch.nn.functional as F

BATCH = 64


def tutorial_trunk():
    layers, inputs = [], 3
    for outputs, window, pool in [(16, 5, True), (48, 3, True), (64, 3, True), (64, 2, False)]:
        layers += [nn.Conv2d(inputs, outputs, window, padding="same"), nn.ReLU()]
        if pool:
            layers.append(nn.MaxPool2d(2))
        inputs = outputs
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(5 * 5 * 64, 100), nn.ReLU()), 40, 100


def studio_trunk():
    layers, inputs = [], 3
    for outputs, pool in [(24, True), (48, False), (48, True), (96, False), (96, True), (128, True)]:
        layers += [nn.Conv2d(inputs, outputs, 3, padding="same", bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
        if pool:
            layers.append(nn.MaxPool2d(2))
        inputs = outputs
    dense = [nn.Linear(4 * 4 * 128, 256, bias=False), nn.BatchNorm1d(256), nn.ReLU(), nn.Dropout(0.3)]
    return nn.Sequential(*layers, nn.Flatten(), *dense), 64, 256


class Model(nn.Module):
    """The trunk with two heads: the nose (two coordinates) and the pose (five classes)."""

    def __init__(self, name):
        super().__init__()
        self.trunk, self.size_px, width = tutorial_trunk() if name == "tutorial" else studio_trunk()
        self.nose = nn.Linear(width, 2)
        self.pose = nn.Linear(width, 5)

    def loss(self, images, nose, pose):
        features = self.trunk(images)
        return F.mse_loss(self.nose(features), nose) + F.cross_entropy(self.pose(features), pose)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", choices=["tutorial", "studio"], default="tutorial")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)

    model = Model(arguments.network).to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    images = torch.randn(BATCH, 3, model.size_px, model.size_px).to(memory_format=torch.channels_last)
    nose = torch.rand(BATCH, 2)
    pose = torch.randint(0, 5, (BATCH,))

    def step():
        optimizer.zero_grad()
        loss = model.loss(images, nose, pose)
        loss.backward()
        optimizer.step()
        return loss.item()

    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            start = time.perf_counter()
            step()
            times.append((time.perf_counter() - start) * 1000)
        print(json.dumps(times), flush=True)


if __name__ == "__main__":
    main()
