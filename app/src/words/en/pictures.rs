//! English: the words around pictures.

use sscard_shared::api::PictureKind;

use crate::{
    imaging::quadrilateral::Quadrilateral,
    words::{
        percent,
        pictures::{CameraWords, CornerWords, CropWords},
    },
};

pub(in crate::words) const CROP: CropWords = CropWords {
    title: "Upload a picture",
    hint_title: "Please note:",
    hints: [
        "1. Please choose the photo for the card, to be uploaded and checked.",
        "2. Please see to it that the photo is true and valid, sharp and complete, with nothing covering the face and without reflections.",
        "3. Please move or zoom the photo with the mouse or your fingers until it fills the frame.",
    ],
    example: "Example of a photo that meets the requirements",
    example_alt: "Drawing: white background, facing the camera without a hat, head in the middle and close to the upper edge, both ears and shoulders in the photo",
    example_face: "White background, facing the camera without a hat, nothing covering the face",
    pick: "Upload a picture",
    pick_again: "Upload another",
    remove: "Delete",
    retry: "Try again",
    cancel: "Cancel",
    confirm: "OK",
    choose_another: "Choose another",
    adjust: "Adjust",
    use_anyway: "Use this photo",
    sent: "Uploaded",
    // While a picture is made.
    starting: "Getting ready…",
    reading: "Reading the picture…",
    looking: "Looking for the face…",
    looking_for_card: "Looking for the card…",
    making: "Preparing the picture…",
    checking: "Checking the picture…",
    // Why none was made.
    unreadable: "This file could not be read from the phone or computer. Please save the photo in the album or in a folder of this device first, and choose it again.",
    not_handed_over: "This photo could not be fetched. Please tap once more, and choose it from the phone.",
    not_started: "What prepares pictures could not be loaded. Please check your network and choose the photo again; if it still fails, please refresh the page: what you have filled in will not be lost.",
    crashed: "Preparing the picture was interrupted, perhaps for lack of memory. Please close other apps and try again, or choose a smaller photo.",
    too_long: "Preparing the picture took too long and was stopped. Please try a smaller photo.",
    ended: "Cancelled",
    // The crop dialog.
    stage: "Frame",
    stage_help: "Drag the photo to move it; zoom with two fingers or the wheel. Keyboard: arrow keys move, plus and minus zoom, the bracket keys tilt. Please place the top of the head between the two upper lines.",
    zoom: "Zoom",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    left: "Left",
    right: "Right",
    up: "Up",
    down: "Down",
    tools: "Move and turn the picture",
    turn_left: "Turn 90° to the left",
    turn_right: "Turn 90° to the right",
    turn: "Turn 90°",
    reset: "Reset",
    // On the photo, beside the lines of the standard.
    guide_hair: "Top of head",
    guide_eyes: "Eyes above this line",
    cannot_turn: "Turned like this, the photo would be smaller than the card needs. It cannot be turned.",
    lean: "Tilt",
    lean_left: "Tilt to the left",
    lean_right: "Tilt to the right",
    // How the head lies in the frame.
    hair_to_top: "Top of head to edge",
    eyes_to_bottom: "Eyes to lower edge",
    face_width: "Face width",
    hair_unseen: "Top of head not visible",
    unseen: "Not visible",
    wanted: "Standard",
    pixels: "pixels",
    right_place: ", as required",
    wrong_place: ", not as required",
    well_placed: "The head is where it should be. You can choose OK.",
    no_head: "No face was found. Please choose a photo from the front without a hat; if the photo is right, please move and zoom it until the face is in the dashed frame.",
    mend: "This photo does not meet the requirements for the card. Please adjust it as shown, or choose another:",
    better: "This photo may be unsuitable for the card. We suggest adjusting it, or choosing a better one:",
    advice: "The following still applies to the photo. You can use it all the same; it will be reviewed by our staff:",
};

pub(in crate::words) const CAMERA: CameraWords = CameraWords {
    shoot: "Take a picture",
    opening: "Opening the camera…",
    allow: "If you are asked, please choose \"Allow\".",
    live: "Camera picture",
    shutter: "Take a picture",
    stop_counting: "Stop the countdown",
    switch: "Switch camera",
    count_down: "Self-timer",
    count_down_short: "3 s timer",
    album: "Choose from album",
    cancel: "Cancel",
    stand_in: "No camera? Use a sample picture",
    stand_in_note: "This is a sample picture drawn for the demonstration, not what a camera sees.",
    no_picture: "No picture can be taken for now",
    retry: "Try again",
    taken: "Picture taken",
    // Hints over the live picture.
    too_dark: "Too dark, please go where there is more light",
    too_bright: "Too bright, please avoid strong light and reflections",
    moving: "The picture is shaking, please hold still",
    no_face: "No face is visible, please face the camera",
    many_faces: "More than one person is visible, please take yourself only",
    nearer: "Please move closer",
    farther: "Please move back",
    face_aside: "Please move the face to the middle of the frame",
    no_card: "Please place the card in the frame",
    aim_face: "Please face the camera, head and shoulders in the outline",
    aim_card: "Please place the card in the frame, its edges along the lines",
    good: "Very good, please hold still",
    good_card: "Very good",
    // Why there is no live picture.
    denied: "The camera may not be used. Please allow this page to use the camera, then choose \"Try again\": inside WeChat and other apps, turn on \"Camera\" for the app in the phone's settings; in a browser, choose the sign beside the address bar and set the camera to \"Allow\".",
    missing: "No camera was found. Please connect a camera and choose \"Try again\", or choose a photo from the album.",
    in_use: "The camera does not open; another app may be using it. Please close video calls and other apps that use the camera, then choose \"Try again\".",
    forbidden: "The camera cannot be used on this page. Please open the page in your phone's own browser, or choose a photo from the album.",
    silent: "There has been no picture from the camera for a long time. If the screen asks for permission, please choose \"Allow\"; if not, please close other apps that use the camera, and choose \"Try again\".",
    lost: "The camera was disconnected. Please check the camera and choose \"Try again\", or choose a photo from the album.",
    not_kept: "The picture could not be kept, perhaps for lack of memory. Please close other apps and choose \"Try again\", or choose a photo from the album.",
    unknown: "The camera did not open. Please choose \"Try again\"; if it still fails, please choose a photo from the album.",
};

pub(in crate::words) const CORNERS: CornerWords = CornerWords {
    stage: "Corners of the card",
    help: "Please drag the four dots to the corners of the card. The side marked \"Top\" is the upper side of the card.",
    help_keys: "Keyboard: Tab chooses a dot, the arrow keys move it, and faster while Shift is held.",
    corners: ["Top left", "Top right", "Bottom right", "Bottom left"],
    handle: "Movable corner",
    top: "Top",
    whole: "Use the whole picture uncropped",
};

pub(in crate::words) fn zoomed(zoom: f64) -> String {
    ["Zoom ", &percent(zoom)].concat()
}

pub(in crate::words) fn distance(name: &str, pixels: i32) -> String {
    let unit = if pixels == 1 { " pixel" } else { " pixels" };
    [name, " ", &pixels.to_string(), unit].concat()
}

pub(in crate::words) fn wanted((least, most): (f64, f64)) -> String {
    [&(least as i32).to_string(), "–", &(most as i32).to_string()].concat()
}

pub(in crate::words) fn lean(size: &str, is_right: bool) -> String {
    [size, if is_right { " right" } else { " left" }].concat()
}

pub(in crate::words) const fn chosen(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::EmblemSide => "Chosen picture of the national emblem side",
        PictureKind::PortraitSide => "Chosen picture of the personal details side",
        PictureKind::Photo => "Chosen photo for the card",
    }
}

pub(in crate::words) const fn shooting(kind: PictureKind) -> &'static str {
    match kind {
        PictureKind::EmblemSide => "Take the national emblem side of the ID card (国徽面)",
        PictureKind::PortraitSide => "Take the personal details side of the ID card (个人信息面)",
        PictureKind::Photo => "Take the photo for the card",
    }
}

pub(in crate::words) fn corner_place(figure: Quadrilateral, corner: usize) -> String {
    let (x, y) = figure.part(corner);
    [&percent(x), " from the left, ", &percent(y), " from the top"].concat()
}

pub(in crate::words) const fn card_lies(quarters: u8) -> &'static str {
    match quarters {
        0 => "The card's upper side is at the top",
        1 => "The card's upper side is on the right",
        2 => "The card's upper side is at the bottom",
        _ => "The card's upper side is on the left",
    }
}
