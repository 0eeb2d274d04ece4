"""What TensorBoard's own reader finds in a run's folder: tags, how often, first and last values, steps told twice.

Usage: read_tensorboard.py RUN_FOLDER (with the package tensorboard installed)
"""

import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

KINDS = ("scalars", "histograms", "images")


def main():
    reader = EventAccumulator(sys.argv[1], size_guidance={kind: 0 for kind in KINDS})
    reader.Reload()
    for kind in KINDS:
        read = {"scalars": reader.Scalars, "histograms": reader.Histograms, "images": reader.Images}[kind]
        for tag in sorted(reader.Tags()[kind]):
            events = read(tag)
            steps = [event.step for event in events]
            twice = len(steps) - len(set(steps))
            print(f"{kind:10} {tag:44} {len(steps):5} times, steps {steps[0]} to {steps[-1]}, {twice} twice: "
                  f"{said(kind, events[0])} ... {said(kind, events[-1])}")


def said(kind, event):
    if kind == "scalars":
        return f"{event.value:.6g}"
    if kind == "images":
        return f"{event.width}x{event.height}, {len(event.encoded_image_string)} bytes"
    histogram = event.histogram_value
    return f"{histogram.num:.0f} values from {histogram.min:.3g} to {histogram.max:.3g}"


if __name__ == "__main__":
    main()
