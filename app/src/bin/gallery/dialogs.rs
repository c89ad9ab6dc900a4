//! What comes over the page, each opened by its button.

use leptos::prelude::*;
use sscard_app::components::{
    button::{Button, Kind},
    columns::Columns,
    dialog::{Dialog, Stand},
    toast::{Toast, Toasts},
};

pub(crate) fn dialogs() -> AnyView {
    let toast = RwSignal::new(None::<Toast>);
    let undo = Callback::new(|()| ());
    let say = Callback::new(move |()| {
        toast.set(Some(Toast::saying("已删除照片").with_way("撤销", undo)))
    });
    view! {
        <Columns>
            {opened("对话框", Stand::Middle)}
            {opened("底部弹层", Stand::Sheet)}
            {opened("侧边弹层", Stand::Side)}
            <p><Button on_press=say>"轻提示"</Button></p>
        </Columns>
        // It stays until it is sent away, so that its picture can be taken.
        <Toasts toast lasting=true/>
    }
    .into_any()
}

fn opened(name: &'static str, stand: Stand) -> AnyView {
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    view! {
        <p><Button on_press=Callback::new(move |()| open.set(true))>{name}</Button></p>
        <Dialog open title="是否确认提交个人申领" stand>
            <div class="dialog-text">
                <p>"提交后不能修改。制卡周期为30个自然日，收到发卡行领卡通知短信后，按您选择的方式领卡。"</p>
                <p>"领卡后请尽快启用。"</p>
            </div>
            <div class="dialog-actions">
                <Button on_press=close>"取消"</Button>
                <Button kind=Kind::Primary on_press=close>"确定"</Button>
            </div>
        </Dialog>
    }
    .into_any()
}
