//! One out of a few, one out of hundreds, and pictures.

use std::sync::Arc;

use leptos::prelude::*;
use sscard_app::components::{
    choice::{Consent, RadioField, RadioOption},
    picker::{Pick, PickList, Picker},
    uploader::{Upload, Uploader},
};
use sscard_shared::api::PictureKind;
use sscard_vision::{Picture, encode_preview};

use super::answers::{question, silent};

pub(crate) fn choices() -> AnyView {
    let option = |code, word, detail: &'static str, closed: bool| RadioOption {
        code,
        word,
        detail: Signal::derive(move || detail),
        closed: Signal::derive(move || closed),
    };
    let options = vec![
        option("pickup", "本人网点自取", "收到发卡行领卡通知短信后，到您选择的网点领卡。", false),
        option("mail", "银行邮寄", "由发卡银行寄出，免收快递费。", false),
        option("closed", "不能选择的方式", "未满18周岁不能选择邮寄，请由监护人到网点领取。", true),
    ];
    let ticked = RwSignal::new(true);
    let on_change = Callback::new(move |on| ticked.set(on));
    let missing =
        Signal::derive(|| Some("请阅读免责声明，并勾选“我已阅读并同意免责声明”".to_owned()));
    view! {
        <div class="cells"><RadioField question=question("delivery", "领卡方式", "pickup") options/></div>
        <Consent name="agreed" checked=ticked.into() error=Signal::derive(|| None) on_change>"我已阅读并同意免责声明"</Consent>
        <Consent name="not-agreed" checked=Signal::derive(|| false) error=missing on_change>"我已阅读并同意免责声明"</Consent>
    }
    .into_any()
}

pub(crate) fn picker() -> AnyView {
    let cell = |name, chosen: Option<&'static str>| {
        let open = RwSignal::new(false);
        let chosen = Signal::derive(move || chosen.map(str::to_owned));
        view! {
            <Picker question=question(name, "开户行网点", "") title="请选择开户行网点" placeholder="请选择开户行网点" chosen open>
                <PickList picks=Signal::derive(branches) chosen=Signal::derive(|| "2".to_owned()) on_choose=Callback::new(move |_| open.set(false))/>
            </Picker>
        }
    };
    view! { <div class="cells">{cell("branch-empty", None)}{cell("branch-filled", Some("样本银行西城样本支行"))}</div> }.into_any()
}

fn branches() -> Vec<Pick> {
    let branch = |number: usize| Pick {
        code: number.to_string(),
        name: format!("样本银行样本路第{number}支行"),
        details: vec![format!("北京市西城区样本路{number}号"), "010-12345678".to_owned()],
    };
    (1..=20).map(branch).collect()
}

pub(crate) fn uploaders() -> AnyView {
    let picture = drawn();
    let empty = || None::<Arc<[u8]>>;
    let one = |kind, shown: Option<Arc<[u8]>>, upload: Upload, fault: Option<&'static str>| {
        view! {
            <Uploader
                kind
                asked=true
                aloud=silent()
                shown=Signal::derive(move || shown.clone())
                upload=Signal::derive(move || upload.clone())
                error=Signal::derive(move || fault.map(str::to_owned))
                quiet=Signal::derive(|| false)
                preparing=RwSignal::new(false)
                nudges=RwSignal::new(0)
                before_pick=Callback::new(|()| ())
                on_ready=Callback::new(|_| ())
                on_retry=Callback::new(|()| ())
                on_stop=Callback::new(|()| ())
                on_remove=Callback::new(|()| ())
                beneath=().into_any()
            />
        }
    };
    let failed = Upload::Failed("照片没有传完，请检查网络后重试".to_owned());
    view! {
        <div class="cells uploads">
            {one(PictureKind::EmblemSide, empty(), Upload::Idle, None)}
            {one(PictureKind::PortraitSide, empty(), Upload::Idle, Some("请上传身份证背面（个人信息面）"))}
        </div>
        <div class="cells uploads">
            {one(PictureKind::EmblemSide, picture.clone(), Upload::Done, None)}
            {one(PictureKind::PortraitSide, picture.clone(), Upload::Sending("正在上传…60%".to_owned()), None)}
        </div>
        <div class="cells uploads">
            {one(PictureKind::Photo, picture, Upload::Done, None)}
            {one(PictureKind::Photo, empty(), failed, None)}
        </div>
    }
    .into_any()
}

/// A picture of one colour.
fn drawn() -> Option<Arc<[u8]>> {
    let (width, height) = (358_u32, 226_u32);
    let pixels = [130, 160, 200].repeat((width * height) as usize);
    let picture = Picture::from_rgb(width, height, pixels).ok()?;
    encode_preview(&picture).ok().map(Arc::from)
}
