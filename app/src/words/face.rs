//! Words for 人脸识别, and for the page of 京通 that leads to it.

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
    pub denied: &'static str,
    pub in_use: &'static str,
    pub silent: &'static str,
    pub no_camera: &'static str,
    pub not_opened: &'static str,
    pub lost: &'static str,
    pub not_loaded: &'static str,
    /// Where else to go.
    pub elsewhere: &'static str,
    /// What the sandbox does not do.
    pub sandbox: &'static str,
}

/// 身份认证 of 京通.
#[derive(Clone, Copy, Debug)]
pub struct IdentityCheckWords {
    pub title: &'static str,
    pub lead: &'static str,
    /// What the guide calls the first of the documents.
    pub resident_card: &'static str,
    pub number_placeholder: &'static str,
    /// How long the session is kept, and its only choice.
    pub keep: &'static str,
    pub keep_days: &'static str,
    pub consent_register: &'static str,
    pub consent_texts: &'static str,
    pub user_agreement: &'static str,
    pub privacy_policy: &'static str,
    pub consent_missing: &'static str,
    pub start: &'static str,
}
