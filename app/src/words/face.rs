//! Words for 人脸识别.

/// 人脸识别, before the camera.
#[derive(Clone, Copy, Debug)]
pub struct FaceWords {
    /// The dialog's title.
    pub title: &'static str,
    pub preparing: &'static str,
    // What is to be done.
    pub ahead: &'static str,
    pub turn_left: &'static str,
    pub turn_right: &'static str,
    pub come_closer: &'static str,
    pub done: &'static str,
    // What is in the way.
    pub no_face: &'static str,
    pub several: &'static str,
    pub again: &'static str,
    /// Over the reasons why it did not come to an end, each with its remedy.
    pub not_done: &'static str,
    pub again_button: &'static str,
    pub over: &'static str,
    pub went_away: &'static str,
    pub no_camera: &'static str,
    pub not_opened: &'static str,
    pub lost: &'static str,
    pub not_loaded: &'static str,
    /// Where else to go.
    pub elsewhere: &'static str,
    /// What the sandbox does not do.
    pub sandbox: &'static str,
}
