//! What page and worker say to each other: a JSON text, and beside it what is too large for one.
//!
//! From the page comes `[text, File | ArrayBuffer | undefined]`, from the worker `[text, ArrayBuffer | undefined]`; a buffer
//! changes hands without being copied.

use serde::{Deserialize, Serialize};
use sscard_shared::{api::PictureKind, fault::Faults};

use super::geometry::Cut;

/// What the page asks for. The worker does one job at a time and answers each with one [`Reply`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Decode the file beside this message, keep the picture, and give a preview: [`Reply::Opened`].
    Open {
        /// What the picture is of.
        kind: PictureKind,
    },
    /// Make a card photo of the open picture: [`Reply::Done`].
    Crop {
        /// Which part.
        cut: Cut,
    },
    /// Make the picture of a card's side from the file beside this message: [`Reply::Done`].
    IdSide {
        /// Which side.
        kind: PictureKind,
    },
    /// Look at a frame of the live camera, whose RGBA bytes lie beside this message: [`Reply::Seen`].
    Look {
        /// What the picture is to be of.
        kind: PictureKind,
        /// Width of the frame in pixels.
        width: u32,
        /// Height of the frame in pixels.
        height: u32,
    },
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// The worker is there and listens. A message sent earlier would be lost, for the module compiles first.
    Listening,
    /// The job goes on; an answer follows.
    Busy {
        /// With what.
        stage: Stage,
    },
    /// The picture is open; a JPEG to show lies beside this message.
    Opened {
        /// Width in pixels of the upright picture.
        width: u32,
        /// Height in pixels of the upright picture.
        height: u32,
    },
    /// The file to send lies beside this message.
    Done {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Advice; none of it blocks.
        faults: Faults,
    },
    /// What is in the camera's frame.
    Seen {
        /// The largest face.
        face: Option<SeenBox>,
        /// How many faces there are.
        faces: u32,
        /// The corners of the card, clockwise from the top left, as parts of the frame.
        card: Option<[[f32; 2]; 4]>,
    },
    /// The file could not be read from the device.
    Unreadable,
    /// The picture cannot be used.
    Refused {
        /// Why, and what to do.
        faults: Faults,
    },
}

/// A place in the camera's frame, in parts of its width and height: 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenBox {
    /// From the left.
    pub left: f32,
    /// From the top.
    pub top: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// What the worker is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The worker itself is being loaded.
    Starting,
    /// The file is read and decoded.
    Reading,
    /// The picture is cut, shrunk and encoded.
    Making,
    /// The encoded bytes are measured and judged.
    Checking,
}

impl Stage {
    /// The words that people read.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Starting => "正在准备…",
            Self::Reading => "正在读取照片…",
            Self::Making => "正在处理照片…",
            Self::Checking => "正在检查照片…",
        }
    }
}
