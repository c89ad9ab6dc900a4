//! English: the face check.

use crate::words::{FaceWords, IdentityCheckWords};

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
    denied: "The camera may not be used. Please allow this page to use the camera, then choose \"Begin again\": inside WeChat and other apps, turn on \"Camera\" for the app in the phone's settings; in a browser, choose the sign beside the address bar and set the camera to \"Allow\".",
    in_use: "The camera does not open; another app may be using it. Please close video calls and other apps that use the camera, then choose \"Begin again\".",
    silent: "There has been no picture from the camera for a long time. If the screen asks for permission, please choose \"Allow\"; if not, please close other apps that use the camera, and choose \"Begin again\".",
    no_camera: "This device has no camera, or this page may not use it. Please connect a camera, or open this page in your phone's own browser, and choose \"Begin again\".",
    not_opened: "The camera did not open. Please close other apps that use the camera, and choose \"Begin again\".",
    lost: "The camera was disconnected. Please check the camera, and choose \"Begin again\".",
    not_loaded: "The program for the face check could not be loaded. Please check your network, and choose \"Begin again\".",
    elsewhere: "Without a camera, or where the moves are difficult: please apply at a bank branch, or call 96066.",
    sandbox: "This demonstration checks the moves only and compares with no picture.",
};

pub(in crate::words) const IDENTITY_CHECK: IdentityCheckWords = IdentityCheckWords {
    title: "Identity check",
    lead: "Please fill in who you are",
    resident_card: "Resident Identity Card of the People's Republic of China",
    number_placeholder: "Enter the document number",
    keep: "Stay signed in",
    keep_days: "For 30 days",
    consent_register: "I agree that the Beijing Big Data Centre uses what I submit to register me with the mini program Jingtong and to sign me in to Beijing's unified identity platform, so that I can use the services of Jingtong.",
    consent_texts: "I have read the User Service Agreement and the Privacy Policy with care, and agree to them",
    user_agreement: "User Service Agreement",
    privacy_policy: "Privacy Policy",
    consent_missing: "Please read this, and tick it to agree",
    start: "Begin the face check",
};

pub(in crate::words) fn face_moves_done(done: usize, of: usize) -> String {
    format!("{done} of {of} moves done")
}
