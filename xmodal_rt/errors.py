"""The errors of the project: one root, and a message that ends with what to change."""


class XmodalError(Exception):
    """Root of every error that xmodal-rt raises on purpose."""


class ParameterError(XmodalError, ValueError):
    """An argument is outside what the function, or the OSC table, accepts."""


class ConfigError(XmodalError):
    """A configuration file cannot be used."""


class CheckpointError(XmodalError):
    """A checkpoint folder is missing, damaged or of another version."""


class DeviceError(XmodalError):
    """An audio device, a compute device or a port cannot be opened."""


class DeviceLostError(DeviceError):
    """A device that played is gone; it may come back."""


class PacketError(XmodalError):
    """A datagram is not valid OSC 1.0."""


class OverloadError(XmodalError):
    """The machine has no time for what was asked."""
