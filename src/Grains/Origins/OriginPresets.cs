using Microsoft.Extensions.Configuration;

namespace Actors.Grains.Origins;

/// <summary>
/// The origins and the feed that exist without configuration. In code, because a settings file of one program would overwrite another's
/// when both are published into one folder.
/// </summary>
internal static class OriginPresets
{
    private static readonly (string Label, string Port, int Default)[] Bundled =
        [("local", "Local", 8001), ("delay", "Delay", 8002), ("error", "Error", 8003)];

    /// <summary>Settings under the ones that were configured, so that <c>Origins:local:MaxConcurrency</c> alone changes just that.</summary>
    public static IConfigurationRoot Over(IConfiguration configuration)
    {
        var presets = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Origins:remote:FlagUrl"] = "https://www.fluentpython.com/data/flags/{cc}/{cc}.gif",
            ["Origins:remote:MetadataUrl"] = "https://www.fluentpython.com/data/flags/{cc}/metadata.json",
        };
        presets["Feeds:sample:Url"] = $"{Root(configuration, "Local", 8001)}/feeds/sample.json";
        presets["Feeds:sample:AllowPrivateAddresses"] = "true";
        foreach (var (label, port, standard) in Bundled)
        {
            var root = $"{Root(configuration, port, standard)}/flags/{{cc}}";
            presets[$"Origins:{label}:FlagUrl"] = $"{root}/{{cc}}.svg";
            presets[$"Origins:{label}:MetadataUrl"] = $"{root}/metadata.json";
            presets[$"Origins:{label}:MaxConcurrency"] = "1000";
            presets[$"Origins:{label}:AllowPrivateAddresses"] = "true";
        }

        return new ConfigurationBuilder().AddInMemoryCollection(presets).AddConfiguration(configuration).Build();
    }

    private static string Root(IConfiguration configuration, string port, int standard) =>
        $"http://localhost:{configuration[$"Origin:Ports:{port}"] ?? $"{standard}"}";
}
