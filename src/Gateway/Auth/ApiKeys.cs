using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Auth;

/// <summary>The keys of this gateway. Reading is public; starting and steering need one, if there are any.</summary>
internal sealed class ApiKeys(IOptions<AuthOptions> options)
{
    private const string Scheme = "Bearer";
    private const string Basic = "Basic";

    private readonly KeyValuePair<string, byte[]>[] _keys = [.. options.Value.Keys];

    /// <summary>False = everything is open, and nobody looks at what clients show.</summary>
    public bool AreConfigured => _keys.Length > 0;

    /// <summary>The name of a key; null if it is none of ours. All are compared, each in constant time.</summary>
    public string? NameOf(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        string? name = null;
        foreach (var known in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known.Value, hash))
                name = known.Key;
        }

        return name;
    }

    /// <summary>What the <c>Authorization</c> of a request shows (RFC 6750 §2.1). Other schemes are a proxy's, and not ours to judge.</summary>
    /// <param name="orBasic">A key may also be the password of Basic (RFC 7617), whatever the user.</param>
    public ShownKey Of(HttpRequest request, bool orBasic = false)
    {
        var values = request.Headers.Authorization;
        if (!AreConfigured || values.Count == 0)
            return default;
        // Of two it would depend on the reader which one counts.
        if (values.Count > 1)
            return new ShownKey(IsShown: true, Name: null);
        var (scheme, key) = Split(values.ToString());
        if (orBasic && string.Equals(scheme, Basic, StringComparison.OrdinalIgnoreCase))
            return new ShownKey(IsShown: true, NameOf(PasswordOf(key)));
        return string.Equals(scheme, Scheme, StringComparison.OrdinalIgnoreCase) ? new ShownKey(IsShown: true, NameOf(key)) : default;
    }

    /// <summary>Empty, which is nobody's key, if it cannot be read.</summary>
    private static string PasswordOf(string credentials)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (credentials.Length > 512 || !Convert.TryFromBase64String(credentials, bytes, out var length))
            return "";
        var text = Encoding.UTF8.GetString(bytes[..length]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : text[(colon + 1)..];
    }

    private static (string Scheme, string Key) Split(string credentials)
    {
        var text = credentials.Trim(' ');
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? (text, "") : (text[..blank], text[blank..].TrimStart(' '));
    }
}
