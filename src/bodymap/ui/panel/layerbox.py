"""The layers' switches and faders, in a small box on the sheet that stays open while the body is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QSlider, QWidget

from bodymap.tongue import phrase, tr
from bodymap.ui.part import accessible, label
from bodymap.ui.state import Layers
from bodymap.ui.theme import LAYERS

LAYER_NAMES = {
    "skin": phrase("Skin"),
    "superficial": phrase("Superficial muscles"),
    "intermediate": phrase("Middle muscles"),
    "deep": phrase("Deep muscles"),
    "bone": phrase("Bones"),
}


LAID_NAMES = {
    "attachments": phrase("Attachments"),
    "nerves": phrase("Nerves"),
    "fascia": phrase("Fascia"),
    "roots": phrase("Skin of the roots"),
    "skin-nerves": phrase("Skin of the nerves"),
}
LAID_TIPS = {
    "attachments": phrase("Where muscles arise (hatched rising) and insert (hatched falling) on the bones"),
    "nerves": phrase("The main nerves of trunk and limbs"),
    "fascia": phrase("Iliotibial tract, thoracolumbar fascia, and the aponeuroses of scalp, palm and sole"),
    "roots": phrase("Dermatomes: the skin that each spinal root may reach"),
    "skin-nerves": phrase("The skin that each main nerve may reach"),
}


class LayerBox(QFrame):
    """One switch and one fader a layer."""

    switched = Signal(str, bool)
    faded = Signal(str, float)
    laid = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        accessible(self, tr("Layers"))
        self.switches: dict[str, QCheckBox] = {}
        self.faders: dict[str, QSlider] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 4)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(16)
        grid.addWidget(label(tr("Layers, from outside to inside"), "caption"), 0, 0, 1, 2)
        for row, layer in enumerate(LAYERS, start=1):
            name = tr(LAYER_NAMES[layer])
            switch = QCheckBox(name)
            switch.setToolTip(tr("Switch {layer} on or off", layer=name.lower()))
            switch.clicked.connect(lambda on, layer=layer: self.switched.emit(layer, on))
            fader = QSlider(Qt.Orientation.Horizontal)
            fader.setRange(0, 100)
            fader.setPageStep(20)
            fader.setFixedWidth(150)
            fader.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            fader.setToolTip(tr("Fade {layer}", layer=name.lower()))
            accessible(fader, fader.toolTip())
            fader.valueChanged.connect(lambda value, layer=layer: self.faded.emit(layer, value / 100))
            grid.addWidget(switch, row, 0)
            grid.addWidget(fader, row, 1)
            self.switches[layer], self.faders[layer] = switch, fader

        self._add_laid(grid)

    def _add_laid(self, grid: QGridLayout) -> None:
        """Add a switch for each thing that can be laid over the plates."""
        self.laid_switches: dict[str, QCheckBox] = {}
        row = len(LAYERS) + 1
        rule = QFrame()
        rule.setObjectName("rule")
        rule.setFixedHeight(1)
        grid.addWidget(rule, row, 0, 1, 2)
        grid.addWidget(label(tr("Laid over the body"), "caption"), row + 1, 0, 1, 2)
        for index, (name, words) in enumerate(LAID_NAMES.items()):
            switch = QCheckBox(tr(words))
            switch.setToolTip(tr(LAID_TIPS[name]))
            switch.clicked.connect(lambda on, name=name: self.laid.emit(name, on))
            grid.addWidget(switch, row + 2 + index // 2, index % 2)
            self.laid_switches[name] = switch

    def show_laid(self, laid: frozenset[str]) -> None:
        """Show what lies over the plates."""
        for name, switch in self.laid_switches.items():
            switch.setChecked(name in laid)

    def show_layers(self, layers: Layers) -> None:
        """Show how much of each layer is seen."""
        for index, layer in enumerate(LAYERS):
            shown = layers.shown(layer)
            self.switches[layer].setChecked(layer not in layers.off and shown > 0)
            fader = self.faders[layer]
            fader.blockSignals(True)
            fader.setValue(round(layers.opacity[index] * 100))
            fader.setEnabled(layer not in layers.off)
            fader.blockSignals(False)
