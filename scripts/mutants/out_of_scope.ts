/**
 * Reported defects that have no mutant, and why: a call cannot show them, or they are none.
 *
 * @module
 */

/** The reason, and the reports that it holds for, `owner/repo#n` or `owner/repo@commit`. */
export const outOfScope: readonly { readonly why: string; readonly reported: readonly string[] }[] =
  [
    {
      why: "a loss of heatmaps, boxes, masks, distributions or ranks that no spec has yet",
      reported: [
        "makalo/CornerNet#21",
        "xingyizhou/CenterNet#18",
        "deeplearning4j/deeplearning4j#6532",
        "Project-MONAI/MONAI#369",
        "tianweiy/CenterPoint#110",
        "pytorch/pytorch#6622",
        "google-deepmind/optax@51537b4e",
        "neuralmagic/sparseml#674",
        "Megvii-BaseDetection/YOLOX#712",
        "keras-team/keras#20780",
        "tensorflow/addons#2701",
        "frgfm/holocron#112",
        "ultralytics/yolov5#541",
        "ultralytics/ultralytics#24658",
        "open-mmlab/mmdetection#5818",
        "open-mmlab/mmdetection#3394",
        "open-mmlab/mmdetection#733",
        "open-mmlab/mmdetection#713",
        "open-mmlab/mmdetection#10827",
        "Zzh-tju/DIoU-pytorch-detectron#3",
        "Megvii-BaseDetection/YOLOX#1565",
        "Megvii-BaseDetection/YOLOX#1592",
        "pytorch/vision#5322",
        "pytorch/vision#6317",
        "pytorch/vision#3371",
        "roboflow/trackers#589",
        "facebookresearch/pytorch3d#1771",
        "ultralytics/yolov3#901",
        "generalized-iou/g-tensorflow-models#3",
        "open-mmlab/mmdetection#10290",
        "JaryHuang/awesome_SSD_FPN_GIoU#10",
        "kornia/kornia#3033",
        "Project-MONAI/MONAI#4656",
        "qubvel-org/segmentation_models.pytorch#461",
        "qubvel-org/segmentation_models.pytorch#366",
        "keras-team/keras#23333",
      ],
    },
    {
      why: "a second derivative: a call asks for a value and its first gradient",
      reported: ["pytorch/pytorch#59477", "pytorch/pytorch#65466"],
    },
    {
      why: "the layout of memory or a device: a call hands over dense tensors in row-major order",
      reported: ["pytorch/pytorch#71550", "open-mmlab/mmdetection#1578"],
    },
    {
      why: "an infinite logit: the losses are defined for finite ones",
      reported: ["google-deepmind/optax#1762"],
    },
    {
      why: "no answer is promised: what a mean over no row is, is left open",
      reported: ["pytorch/pytorch#75181"],
    },
    {
      why:
        "an honest evaluation of a listed form or order of summation: it passes with a lower grade",
      reported: ["pytorch/pytorch#55657", "pytorch/pytorch#195678"],
    },
    {
      why: "documentation, a proposal that was withdrawn, or a false alarm: the code was right",
      reported: ["pytorch/vision#8519", "ml-explore/mlx#1986", "google/automl#905"],
    },
  ];
