"""python bench/formats.py FOLDER: reads exported labels with their formats' own readers, and prints what they find.

FOLDER/coco (pycocotools), FOLDER/tfrecord (TensorFlow), FOLDER/yolo (as Ultralytics checks labels), each as
`facet export` wrote it; a folder that is not there, or whose reader Python lacks, is named and passed over. One JSON
object a format: the faces, and a sum over all coordinates in pixels, by which two formats can be compared.
"""

import glob
import json
import os
import sys


def coco(folder):
    from pycocotools.coco import COCO

    faces, total, attributes = 0, 0.0, 0
    for file in sorted(glob.glob(os.path.join(folder, "annotations", "*.json"))):
        sys.stdout, kept = open(os.devnull, "w"), sys.stdout
        read = COCO(file)
        sys.stdout = kept
        for annotation in read.loadAnns(read.getAnnIds(catIds=read.getCatIds(catNms=["face"]))):
            image = read.loadImgs(annotation["image_id"])[0]
            assert image["width"] > 0 and len(annotation["bbox"]) == 4
            assert annotation["num_keypoints"] == sum(v > 0 for v in annotation["keypoints"][2::3])
            total += sum(annotation["keypoints"][0::3]) + sum(annotation["keypoints"][1::3])
            attributes += len(annotation["attributes"])
            faces += 1
        # What an evaluation of key points does first.
        read.loadRes([{"image_id": a["image_id"], "category_id": 1, "keypoints": a["keypoints"], "score": 1.0}
                      for a in read.dataset["annotations"]])
    return {"faces": faces, "sum": round(total, 2), "attributes": attributes}


def tfrecord(folder):
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tensorflow as tf

    lists = tf.io.RaggedFeature(tf.float32)
    spec = {
        "image/width": tf.io.FixedLenFeature([], tf.int64),
        "image/height": tf.io.FixedLenFeature([], tf.int64),
        "image/encoded": tf.io.FixedLenFeature([], tf.string, default_value=""),
        "image/object/bbox/xmin": lists,
        "image/object/keypoint/x": lists,
        "image/object/keypoint/y": lists,
        "image/object/keypoint/visibility": tf.io.RaggedFeature(tf.int64),
    }
    faces, total, pictures = 0, 0.0, 0
    files = sorted(glob.glob(os.path.join(folder, "*.tfrecord-*")))
    for record in tf.data.TFRecordDataset(files):
        one = tf.io.parse_single_example(record, spec)
        width, height = int(one["image/width"]), int(one["image/height"])
        faces += int(one["image/object/bbox/xmin"].shape[0])
        seen = one["image/object/keypoint/visibility"].numpy() > 0
        total += float((one["image/object/keypoint/x"].numpy()[seen] * width).sum())
        total += float((one["image/object/keypoint/y"].numpy()[seen] * height).sum())
        if one["image/encoded"] != b"":
            assert tf.io.decode_image(one["image/encoded"]).shape[:2] == (height, width)
            pictures += 1
    return {"faces": faces, "sum": round(total, 2), "pictures": pictures, "shards": len(files)}


def yolo(folder):
    import yaml
    from PIL import Image

    data = yaml.safe_load(open(os.path.join(folder, "data.yaml")))
    points, each = data["kpt_shape"]
    assert len(data["flip_idx"]) == points and "train" in data and "val" in data
    faces, total = 0, 0.0
    for file in sorted(glob.glob(os.path.join(folder, "labels", "**", "*.txt"), recursive=True)):
        stem = os.path.splitext(file.replace(os.sep + "labels" + os.sep, os.sep + "images" + os.sep, 1))[0]
        images = glob.glob(glob.escape(stem) + ".*")
        assert len(images) == 1, stem
        width, height = Image.open(images[0]).size
        for line in open(file):
            numbers = [float(word) for word in line.split()]
            assert len(numbers) == 5 + points * each
            places = numbers[1:5] + [n for i in range(5, len(numbers), each) for n in numbers[i : i + 2]]
            assert all(0 <= place <= 1 for place in places), line
            total += sum(numbers[5::each]) * width + sum(numbers[6::each]) * height
            faces += 1
    return {"faces": faces, "sum": round(total, 2)}


failed = False
for name, read in {"coco": coco, "tfrecord": tfrecord, "yolo": yolo}.items():
    folder = os.path.join(sys.argv[1], name)
    try:
        found = read(folder) if os.path.isdir(folder) else {"skipped": "no such folder"}
    except ImportError as error:
        found = {"skipped": str(error)}
    except Exception as error:  # noqa: BLE001 — whatever a reader has to say is the finding
        found, failed = {"failed": repr(error)}, True
    print(json.dumps({"format": name, **found}), flush=True)
sys.exit(1 if failed else 0)
