using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Actors.Gateway.Telnet;

/// <summary>The text is an IP address of either version, or <c>localhost</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IPAddressAttribute() : ValidationAttribute("The field {0} must be an IP address or localhost.")
{
    public static IPAddress? Parse(string text) =>
        text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out var address) ? address : null;

    public override bool IsValid(object? value) => value is string text && Parse(text) is not null;
}
