//! What the page asks of the image worker and what the worker says.
//!
//! A message to the worker is `[text, Blob | ArrayBuffer | undefined]`, one from it `[text, ArrayBuffer | undefined]`; a buffer
//! changes hands without being copied.

use serde::{Deserialize, Serialize};
use sscard_shared::{
    api::PictureKind,
    fault::Faults,
    live::Look,
    photo::{Framing, Head, Measurements},
};

use crate::words;

/// The corners of a card, clockwise from its top left, in pixels of the upright picture.
pub type Corners = [(f64, f64); 4];

/// What the page asks for. The worker does one job at a time and answers each with one [`Reply`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Decode the file beside this message, keep the picture, find the head or the card on it, and give a preview:
    /// [`Reply::Opened`].
    Open {
        /// What the picture is of.
        kind: PictureKind,
    },
    /// Make a card photo of the open picture: [`Reply::Done`].
    Crop {
        /// Which part.
        cut: Framing,
    },
    /// Make the picture of a card's side of the open picture: [`Reply::Done`].
    Straighten {
        /// Where the card's corners lie; without them the whole picture is taken.
        corners: Option<Corners>,
    },
    /// Judge the file beside this message as it is: [`Reply::Judged`].
    Judge {
        /// What it is of.
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
    /// Look at a frame of the live camera, whose RGBA bytes lie beside this message, for a living person: [`Reply::Face`].
    Face {
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
        /// The head on it, in these pixels.
        head: Option<Head>,
        /// The frame that suits the head.
        framing: Option<Framing>,
        /// The corners of the card on it, where one is surely there.
        corners: Option<Corners>,
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
    /// What was asked to be judged is judged.
    Judged {
        /// What is wrong with it.
        faults: Faults,
        /// What was measured; none where it could not be read.
        measured: Option<Measurements>,
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
    /// Who is before the camera.
    Face {
        /// What is seen; nothing where the networks did not come.
        look: Option<Look>,
    },
    /// The file could not be read from the device.
    Unreadable,
    /// The picture cannot be used.
    Refused {
        /// Why, and what to do.
        faults: Faults,
    },
    /// The worker came to an end over it.
    Crashed,
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
    /// The face, or the card, is looked for.
    Looking,
    /// The picture is cut, shrunk and encoded.
    Making,
    /// The encoded bytes are measured and judged.
    Checking,
}

impl Stage {
    /// The words that people read about a picture of a kind.
    #[must_use]
    pub fn words(self, kind: PictureKind) -> &'static str {
        let crop = &words().crop;
        match (self, kind) {
            (Self::Starting, _) => crop.starting,
            (Self::Reading, _) => crop.reading,
            (Self::Looking, PictureKind::Photo) => crop.looking,
            (Self::Looking, PictureKind::EmblemSide | PictureKind::PortraitSide) => {
                crop.looking_for_card
            }
            (Self::Making, _) => crop.making,
            (Self::Checking, _) => crop.checking,
        }
    }
}
