package io.jststream.producer.account;

import io.jststream.service.Secret;
import io.jststream.service.Setting;
import io.jststream.service.Settings;

/** One merchant's application: with whose name and secret the API is called. */
public record Account(String name, String appKey, Secret appSecret) {
    public static Account from(Settings settings) {
        return new Account(
                settings.get(Setting.JST_ACCOUNT),
                settings.get(Setting.JST_APP_KEY),
                settings.secret(Setting.JST_APP_SECRET));
    }
}
