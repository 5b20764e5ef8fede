package io.jststream.producer;

import static io.jststream.service.Setting.JST_ACCOUNTS;
import static io.jststream.service.Setting.JST_BASE_URL;
import static io.jststream.service.Setting.JST_CALLS_PER_MINUTE;
import static io.jststream.service.Setting.JST_CALLS_PER_SECOND;
import static io.jststream.service.Setting.JST_TOKEN_FILE;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Problems;
import io.jststream.integration.catalog.YamlFile;
import io.jststream.integration.catalog.YamlNode;
import io.jststream.producer.account.Account;
import io.jststream.producer.api.ApiConfig;
import io.jststream.service.Secret;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads the file of the accounts, and finds everything that is wrong with it at once. Secrets stand in files beside it. */
final class AccountsFile {
    private static final List<String> KEYS = List.of(
            "name",
            "app_key",
            "app_secret_file",
            "access_token_file",
            "token_file",
            "base_url",
            "calls_per_second",
            "calls_per_minute",
            "integrations");
    /** Fit for a file's name, a header and a label. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    private final Path folder;
    private final Settings settings;
    private final List<Integration> catalog;
    /** What only one account may have, and which one has it. */
    private final Map<String, String> taken = new HashMap<>();

    private AccountsFile(Path folder, Settings settings, List<Integration> catalog) {
        this.folder = folder;
        this.settings = settings;
        this.catalog = catalog;
    }

    /**
     * The accounts, in the order of the file.
     *
     * @param settings what holds where an account says nothing
     * @throws io.jststream.service.OperatorException with every error of the file
     */
    static List<AccountConfig> read(Path file, Settings settings, List<Integration> catalog) {
        Problems problems = new Problems();
        List<AccountConfig> accounts = new ArrayList<>();
        if (!Files.exists(file)) {
            problems.add(
                    file.toString(),
                    Problems.NO_LINE,
                    "no such file, or in a folder that this process may not enter (in a container it is user 10001),"
                            + " expected the list of accounts; set " + JST_ACCOUNTS
                            + ", or leave it away for one account");
            problems.throwIfAny();
        }
        AccountsFile reader = new AccountsFile(file.toAbsolutePath().resolveSibling(""), settings, catalog);
        YamlFile.read(file, "a list of accounts", problems).ifPresent(root -> {
            List<YamlNode> elements = root.elements();
            if (elements.isEmpty()) {
                root.expected("a list of at least one account");
            }
            elements.forEach(element -> reader.account(element).ifPresent(accounts::add));
        });
        problems.throwIfAny();
        return List.copyOf(accounts);
    }

    private Optional<AccountConfig> account(YamlNode node) {
        Map<String, YamlNode> keys = node.children(KEYS);
        Optional<String> name = required(node, keys, "name", "what this account is called")
                .flatMap(child -> child.as(
                        "a name that no other account has: letters, digits, '-', '_' and '.'",
                        text -> NAME.matcher(text).matches() ? unique("name " + text, text, text) : null));
        String called = name.orElse("?");
        Optional<HttpUrl> url = url(Optional.ofNullable(keys.get("base_url")));
        Optional<String> appKey = required(node, keys, "app_key", "the app_key of the application")
                .flatMap(child -> child.as(
                        "an app_key that no other account has: two accounts would each use the whole quota",
                        text -> unique(
                                "app_key " + text + url.map(HttpUrl::toString).orElse(""), called, text)));
        Optional<Secret> secret = required(node, keys, "app_secret_file", "a file that holds the app_secret")
                .flatMap(this::secret);
        Optional<Secret> token =
                Optional.ofNullable(keys.get("access_token_file")).flatMap(this::secret);
        Optional<Path> tokens = tokenFile(Optional.ofNullable(keys.get("token_file")), called);
        Optional<Integer> perSecond = calls(keys.get("calls_per_second"), JST_CALLS_PER_SECOND);
        Optional<Integer> perMinute = calls(keys.get("calls_per_minute"), JST_CALLS_PER_MINUTE);
        List<Integration> integrations = integrations(Optional.ofNullable(keys.get("integrations")));
        if (name.isEmpty() || appKey.isEmpty() || secret.isEmpty() || url.isEmpty() || tokens.isEmpty()) {
            return Optional.empty();
        }
        Account account = new Account(name.get(), appKey.get(), secret.get());
        return perSecond.flatMap(second -> perMinute.map(minute -> new AccountConfig(
                ApiConfig.of(account, url.get(), tokens.get(), token, settings), second, minute, integrations)));
    }

    private Optional<HttpUrl> url(Optional<YamlNode> node) {
        return node.map(child ->
                        child.as("a URL such as " + JST_BASE_URL.defaultValue().orElse(""), HttpUrl::parse))
                .orElseGet(() -> Optional.of(ApiConfig.baseUrl(settings)));
    }

    /** Beside the token file of a single account, unless the account says where. */
    private Optional<Path> tokenFile(Optional<YamlNode> node, String account) {
        if (node.isEmpty()) {
            return Optional.of(Path.of(settings.get(JST_TOKEN_FILE)).resolveSibling("tokens-" + account + ".json"));
        }
        return node.get().as("a file that no other account has", text -> {
            Path file = folder.resolve(text).normalize();
            return unique("token_file " + file, account, file);
        });
    }

    private Optional<Secret> secret(YamlNode node) {
        return node.as("a readable file that holds the secret and nothing else", text -> {
            try {
                String secret = Files.readString(folder.resolve(text)).strip();
                return secret.isEmpty() ? null : new Secret(secret);
            } catch (IOException unreadable) {
                return null;
            }
        });
    }

    private Optional<Integer> calls(@Nullable YamlNode node, Setting otherwise) {
        if (node == null) {
            return Optional.of(settings.integer(otherwise, 1));
        }
        return node.as(
                "a whole number, at least 1", text -> text.matches("[1-9]\\d{0,5}") ? Integer.valueOf(text) : null);
    }

    private List<Integration> integrations(Optional<YamlNode> node) {
        if (node.isEmpty()) {
            return catalog;
        }
        List<String> known = catalog.stream().map(Integration::name).toList();
        List<Integration> chosen = new ArrayList<>();
        List<YamlNode> elements = node.get().elements();
        for (YamlNode element : elements) {
            Optional<String> name = element.text();
            Optional<Integration> found = catalog.stream()
                    .filter(integration -> Optional.of(integration.name()).equals(name))
                    .findFirst();
            if (name.isPresent() && found.isEmpty()) {
                element.expectedOneOf("an integration of the catalog: " + String.join(", ", known), known);
            } else if (found.filter(chosen::contains).isPresent()) {
                element.expected("each integration once");
            }
            found.ifPresent(chosen::add);
        }
        if (elements.isEmpty()) {
            node.get().expected("at least one integration, or no such key for all of the catalog");
        }
        return chosen;
    }

    private static Optional<YamlNode> required(
            YamlNode parent, Map<String, YamlNode> keys, String name, String expectation) {
        Optional<YamlNode> child = Optional.ofNullable(keys.get(name));
        if (child.isEmpty()) {
            parent.missing(name, expectation);
        }
        return child;
    }

    /** The value, or null where another account has it already. */
    private <T> @Nullable T unique(String what, String account, T value) {
        return taken.putIfAbsent(what, account) == null ? value : null;
    }
}
