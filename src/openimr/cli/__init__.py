"""One file per command."""

PROGRAM = "ca-dwc"
"""The program whose pack is used unless another is named."""
