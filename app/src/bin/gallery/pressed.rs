//! What is pressed.

use leptos::prelude::*;
use sscard_app::components::{
    button::{Button, Kind},
    columns::Columns,
    switch::Switch,
};

pub(crate) fn buttons() -> AnyView {
    let kinds = [
        (Kind::Primary, "确定，下一步"),
        (Kind::Plain, "返回首页"),
        (Kind::Danger, "退出"),
        (Kind::Small, "获取验证码"),
    ];
    let states = |(kind, words): (Kind, &'static str)| {
        view! {
            <p><Button kind>{words}</Button></p>
            <p><Button kind busy=true>"正在提交…"</Button></p>
            <p><Button kind disabled=true>{words}</Button></p>
        }
    };
    view! {
        <Columns>{kinds.into_iter().map(states).collect_view()}</Columns>
        <Button kind=Kind::Primary>"确认无误并同意第三代社会保障卡申领承诺，现在提交申请"</Button>
        <p><button type="button" class="link">"查看《第三代社会保障卡申领承诺》"</button></p>
        <p><a href="#buttons">"客服电话"</a></p>
    }
    .into_any()
}

pub(crate) fn switches() -> AnyView {
    let (first, second) = (RwSignal::new(true), RwSignal::new(false));
    view! {
        <div class="cells">
            <Switch name="first" label="长辈版" detail="更大的字和按钮" on=first on_change=Callback::new(move |on| first.set(on))/>
            <Switch name="second" label="语音朗读" on=second on_change=Callback::new(move |on| second.set(on))/>
            <Switch name="third" label="不能使用的开关" on=true disabled=true on_change=Callback::new(|_| ())/>
        </div>
    }
    .into_any()
}
