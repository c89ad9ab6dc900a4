//! English: the face check.

use crate::words::FaceWords;

pub(in crate::words) const FACE: FaceWords = FaceWords {
    title: "Face check",
    preparing: "Opening the camera…",
    ahead: "Please face the screen and hold still",
    turn_left: "Please turn your head slowly to the left",
    turn_right: "Please turn your head slowly to the right",
    come_closer: "Please come slowly closer to the screen",
    done: "All done, checking…",
    no_face: "No face is visible, please face the screen",
    several: "Only one face, please: others should leave the picture",
    again: "It must be the same person throughout: please face the screen again",
    not_done: "The face check did not come to its end",
    again_button: "Begin again",
    over: "The time is over. Please go where the light is even, face the screen, and choose \"Begin again\".",
    went_away: "You left this page during the face check. Please choose \"Begin again\", and stay here until it is done.",
    no_camera: "This device has no camera, or this page may not use it. Please connect a camera, or open this page in your phone's own browser, and choose \"Begin again\".",
    not_opened: "The camera did not open. Please close other apps that use the camera, and choose \"Begin again\".",
    lost: "The camera was disconnected. Please check the camera, and choose \"Begin again\".",
    not_loaded: "The program for the face check could not be loaded. Please check your network, and choose \"Begin again\".",
    elsewhere: "Without a camera, or where the moves are difficult: please apply at a bank branch, or call 96066.",
    sandbox: "The sandbox checks the moves only and compares with no picture.",
};

pub(in crate::words) fn face_moves_done(done: usize, of: usize) -> String {
    format!("{done} of {of} moves done")
}
