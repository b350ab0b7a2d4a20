using System.Security.Cryptography;
using System.Text;

namespace Actors.Gateway.Tests.Auth;

/// <summary>Keys as operators make and write them.</summary>
internal static class Keys
{
    /// <summary>A key of gateways that are started with <see cref="Setting"/>.</summary>
    public const string Right = "Zm9yLXRlc3RzLW9ubHktbm90LWEtc2VjcmV0LWtleQ==";

    public const string Wrong = "Z3Vlc3NlZC1ieS1zb21lYm9keS13aG8tZG9lcy1ub3Q=";

    public static (string Key, string Value) Setting { get; } = ("Auth:Keys:ops", Hash(Right));

    /// <summary>As <c>printf %s "$KEY" | sha256sum</c> prints it.</summary>
    public static string Hash(string key) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
}
