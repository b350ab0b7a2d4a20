using Actors.Gateway.Requests;
using Microsoft.Extensions.Options;

namespace Actors.Gateway;

/// <summary>Checks the lists of <see cref="LimitsOptions"/>, entry by entry.</summary>
internal sealed class LimitsListsValidator : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        string[] failures =
        [
            .. Wrong("AllowedOrigins", options.AllowedOrigins, WebOrigin.IsValid, "'*' or a web origin as browsers send it, such as https://example.org"),
            .. Wrong(
                "TrustedProxies", options.TrustedProxies, text => TrustedProxies.Parse(text) is not null,
                "an IP address or a network such as 10.0.0.0/8"),
        ];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Wrong(string list, IEnumerable<string> entries, Func<string?, bool> isValid, string what) =>
        entries.Index().Where(entry => !isValid(entry.Item)).Select(entry => $"Limits:{list}:{entry.Index}: '{entry.Item}' must be {what}.");
}
