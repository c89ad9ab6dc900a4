//! 人脸识别 on the wire.

use serde::{Deserialize, Serialize};

use crate::live::Move;

/// `POST` without a body → [`FaceChallenge`]; `PUT` + `/{id}/{at}`, a JPEG frame of at most [`FACE_FRAME_MAX_BYTES`] → 204. Open to
/// all: the way in by a face begins here.
pub const FACE_PATH: &str = "/api/face";

/// The largest frame that is taken, in bytes.
pub const FACE_FRAME_MAX_BYTES: usize = 300 * 1024;

/// What a person is asked to do before the camera. It is good for one judgement and for a short time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaceChallenge {
    /// What the frames are sent to, and what is then named where the face is used.
    pub id: String,
    /// The moves in their order. Frame 0 looks straight ahead, frame 1 shows the first of these, and so on.
    pub moves: Vec<Move>,
    /// Seconds for which it is good.
    pub expires_in: u32,
    /// Nothing but the moves is judged, as in the sandbox: there is no picture to compare with.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub moves_alone: bool,
}
