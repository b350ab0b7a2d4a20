using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Auth;

/// <summary>Who may start and steer. Section <c>Auth</c>.</summary>
internal sealed class AuthOptions
{
    private const string Section = "Auth";
    private const string List = "Keys";
    private const string Algorithm = "sha256:";
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// SHA-256 of each key's UTF-8, by the name of the key. Default none: everything is open. A plain hash is enough, because
    /// keys are random: nobody can try 2^256 of them, with or without salt and a slow hash, which are there for passwords.
    /// </summary>
    public IDictionary<string, byte[]> Keys { get; } = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads <c>Auth:Keys:{name}</c> = <c>sha256:</c> and 64 lower-case hexadecimal digits. Not by the binder, which passes over
    /// what it does not expect: a slip here would leave everything open.
    /// </summary>
    /// <exception cref="OptionsValidationException">Something else stands there. Values are not shown; one may be a key.</exception>
    public void Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var keys = section.GetSection(List);
        var failures = section.GetChildren()
            .Where(child => !string.Equals(child.Key, List, StringComparison.OrdinalIgnoreCase))
            .Select(stranger => $"{stranger.Path} is no setting; keys are {keys.Path}:NAME.")
            .ToList();
        if (!string.IsNullOrEmpty(section.Value) || !string.IsNullOrEmpty(keys.Value))
            failures.Add($"{keys.Path} must have a name for each key: {keys.Path}:NAME.");
        foreach (var key in keys.GetChildren())
        {
            if (Parse(key) is not { } hash)
                failures.Add($"{key.Path} must be '{Algorithm}' and 64 lower-case hexadecimal digits: the key's SHA-256, not the key.");
            else if (CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData([])))
                failures.Add($"{key.Path} is the SHA-256 of nothing: the key was empty when it was hashed.");
            else
                Keys[key.Key] = hash;
        }

        if (failures.Count > 0)
            throw new OptionsValidationException(Section, typeof(AuthOptions), failures);
    }

    private static byte[]? Parse(IConfigurationSection key) =>
        key.Value is { } value
        && value.StartsWith(Algorithm, StringComparison.Ordinal)
        && value.AsSpan(Algorithm.Length) is { Length: 2 * SHA256.HashSizeInBytes } digits
        && !digits.ContainsAnyExcept(LowerHex)
        && !key.GetChildren().Any()
            ? Convert.FromHexString(digits)
            : null;
}
