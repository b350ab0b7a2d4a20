namespace Actors.Cli.Nodes;

/// <summary>The gateway that a person named.</summary>
internal static class GatewayAddress
{
    public const string Variable = "ACTORS_GATEWAY";

    /// <summary>The option beats the environment; null if neither names one.</summary>
    /// <exception cref="CommandException">What is named is no http or https address.</exception>
    public static Uri? Find(string? option, Func<string, string?> variable)
    {
        if (option is not null)
            return Parse(option, "--gateway");
        return variable(Variable) is { Length: > 0 } value ? Parse(value, Variable) : null;
    }

    private static Uri Parse(string text, string source) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw CommandException.Usage($"{source} must be an http or https address such as http://localhost:8080, not '{text}'.");
}
